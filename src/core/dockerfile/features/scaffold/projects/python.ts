import { execForm, filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached } from '../project.js';

export const pythonProject: ProjectKind = {
  id: 'python',
  title: 'Python',
  reads: ['requirements.txt', 'pyproject.toml', '.python-version'],
  port: 8000,
  detect: (facts) => (has(facts, 'requirements.txt', 'pyproject.toml', 'setup.py', 'manage.py') ? 3 : 0),
  dockerfile: (facts, port) => {
    const version = versionOf(facts);
    return [
      `FROM python:${version}-slim AS build`,
      'WORKDIR /app',
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
      `CMD ${execForm(...command(facts, port))}`,
    ];
  },
  ignores: () => [
    '**/__pycache__',
    '**/*.py[cod]',
    '.venv',
    'venv',
    '.pytest_cache',
    '.mypy_cache',
    '.ruff_cache',
    '**/*.egg-info',
    'htmlcov',
  ],
};

/** The newest that the project allows, or the one that it names. */
function versionOf(facts: ProjectFacts): string {
  const project = facts.read('pyproject.toml') ?? '';
  const named = /3\.\d+/.exec(facts.read('.python-version') ?? '')?.[0];
  const allowed = /^(?:requires-python|python)\s*=\s*["']([^"']*)["']/m.exec(project)?.[1] ?? '';
  const below = /<\s*3\.(\d+)/.exec(allowed)?.[1];
  return named ?? /(?:==|~=?)\s*(3\.\d+)/.exec(allowed)?.[1] ?? (below ? `3.${Number(below) - 1}` : '3.13');
}

/** Puts the packages into /opt/venv, by the lock file that is there. */
function install(facts: ProjectFacts): string[] {
  const project = facts.read('pyproject.toml') ?? '';
  if (has(facts, 'uv.lock')) return uv;
  if (has(facts, 'poetry.lock') || /^\[tool\.poetry\]/m.test(project)) return poetry(facts);
  const venv = ['RUN python -m venv /opt/venv', 'ENV PATH=/opt/venv/bin:$PATH'];
  const pip = (what: string) => runCached(['/root/.cache/pip'], `pip install ${what}`);
  if (has(facts, 'requirements.txt')) return [...venv, 'COPY requirements.txt ./', ...pip('-r requirements.txt')];
  if (has(facts, 'setup.py', 'src/') || /^\[build-system\]/m.test(project)) return [...venv, 'COPY . .', ...pip('.')];
  if (!/^\[project\]/m.test(project)) return venv;
  const hasTomllib = Number(versionOf(facts).split('.')[1]) >= 11;
  return [...venv, ...(hasTomllib ? ['COPY pyproject.toml ./', ...dependencies] : ['COPY . .', ...pip('.')])];
}

/** Of a project that says nothing of how to build it, and so is no package: pip has no way to install these alone. */
const dependencies = runCached(
  ['/root/.cache/pip'],
  `python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project'].get('dependencies', []), sep='\\n')" > /tmp/requirements.txt`,
  '&& pip install -r /tmp/requirements.txt',
);

const uv: string[] = [
  'COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /bin/uv',
  'ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/venv UV_PYTHON=/usr/local/bin/python',
  'COPY pyproject.toml uv.lock ./',
  ...runCached(['/root/.cache/uv'], 'uv sync --locked --no-dev --no-install-project'),
  'COPY . .',
  ...runCached(['/root/.cache/uv'], 'uv sync --locked --no-dev --no-editable'),
];

/** Poetry stays outside the environment that it fills. A package below src is installed, one on top is found as it is. */
function poetry(facts: ProjectFacts): string[] {
  const sync = (options: string) => runCached(['/root/.cache/pypoetry'], `poetry install --only main${options}`);
  return [
    ...runCached(['/root/.cache/pip'], 'pip install poetry==2.2.1 && python -m venv /opt/venv'),
    'ENV VIRTUAL_ENV=/opt/venv POETRY_NO_INTERACTION=1',
    `COPY pyproject.toml ${has(facts, 'poetry.lock') ? 'poetry.lock ' : ''}./`,
    ...sync(' --no-root'),
    ...(has(facts, 'src/') ? ['COPY . .', ...sync('')] : []),
  ];
}

function command(facts: ProjectFacts, port: number): string[] {
  const packages = `${facts.read('requirements.txt') ?? ''}\n${facts.read('pyproject.toml') ?? ''}`.toLowerCase();
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(packages);
  const address = `0.0.0.0:${port}`;
  if (has(facts, 'manage.py')) {
    const project = folderOf(filesLike(facts, /^[^/]+\/wsgi\.py$/)[0] ?? '');
    if (!uses('gunicorn') || project === '') return ['python', 'manage.py', 'runserver', address];
    return ['python', '-m', 'gunicorn', '--bind', address, `${project}.wsgi:application`];
  }
  const file = entry(facts);
  const module = file
    .replace(/^src\/(?=.*\/)/, '')
    .replace(/(?:\/__main__)?\.py$/, '')
    .replaceAll('/', '.');
  if (uses('fastapi') || uses('starlette'))
    return ['python', '-m', 'uvicorn', `${module}:app`, '--host', '0.0.0.0', '--port', String(port)];
  if (uses('gunicorn')) return ['python', '-m', 'gunicorn', '--bind', address, `${module}:app`];
  if (uses('flask'))
    return ['python', '-m', 'flask', '--app', module, 'run', '--host', '0.0.0.0', '--port', String(port)];
  return file.includes('/') ? ['python', '-m', module] : ['python', file];
}

/** The file that most likely starts the program: on top, or in a package. */
function entry(facts: ProjectFacts): string {
  const onTop = ['main.py', 'app.py', 'server.py', 'wsgi.py', 'asgi.py', 'run.py'].find((name) => has(facts, name));
  return onTop ?? filesLike(facts, /^(?:src\/)?[a-z]\w*\/(?:__main__|main|app|server)\.py$/)[0] ?? 'main.py';
}
