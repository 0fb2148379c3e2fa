import { has, type ProjectFacts, type ProjectKind } from '../project.js';

export const pythonProject: ProjectKind = {
  id: 'python',
  title: 'Python',
  reads: ['requirements.txt', 'pyproject.toml', '.python-version'],
  port: 8000,
  detect: (facts) => (has(facts, 'requirements.txt', 'pyproject.toml', 'setup.py', 'manage.py') ? 3 : 0),
  dockerfile: (facts, port) => {
    const version = /3\.\d+/.exec(facts.read('.python-version') ?? '')?.[0] ?? '3.13';
    return [
      `FROM python:${version}-slim AS build`,
      'WORKDIR /app',
      'RUN python -m venv /opt/venv',
      'ENV PATH=/opt/venv/bin:$PATH',
      ...install(facts),
      '',
      `FROM python:${version}-slim AS final`,
      'ENV PYTHONDONTWRITEBYTECODE=1 \\',
      '    PYTHONUNBUFFERED=1 \\',
      '    PATH=/opt/venv/bin:$PATH',
      'WORKDIR /app',
      'COPY --from=build /opt/venv /opt/venv',
      'COPY . .',
      'USER 10001:10001',
      `EXPOSE ${port}`,
      `CMD ${JSON.stringify(command(facts, port)).replaceAll('","', '", "')}`,
    ];
  },
  ignores: [
    '__pycache__',
    '*.py[cod]',
    '.venv',
    'venv',
    '.pytest_cache',
    '.mypy_cache',
    '.ruff_cache',
    '*.egg-info',
    'htmlcov',
  ],
};

function install(facts: ProjectFacts): string[] {
  const mount = 'RUN --mount=type=cache,target=/root/.cache/pip';
  if (has(facts, 'requirements.txt')) return ['COPY requirements.txt ./', `${mount} pip install -r requirements.txt`];
  return ['COPY . .', `${mount} pip install .`];
}

function command(facts: ProjectFacts, port: number): string[] {
  const packages = `${facts.read('requirements.txt') ?? ''}\n${facts.read('pyproject.toml') ?? ''}`.toLowerCase();
  const module = ['main', 'app', 'server'].find((name) => has(facts, `${name}.py`)) ?? 'main';
  const address = `0.0.0.0:${port}`;
  if (has(facts, 'manage.py')) return ['python', 'manage.py', 'runserver', address];
  if (/\bfastapi\b|\bstarlette\b/.test(packages))
    return ['python', '-m', 'uvicorn', `${module}:app`, '--host', '0.0.0.0', '--port', String(port)];
  if (/\bgunicorn\b/.test(packages)) return ['python', '-m', 'gunicorn', '--bind', address, `${module}:app`];
  if (/\bflask\b/.test(packages))
    return ['python', '-m', 'flask', '--app', module, 'run', '--host', '0.0.0.0', '--port', String(port)];
  return ['python', `${module}.py`];
}
