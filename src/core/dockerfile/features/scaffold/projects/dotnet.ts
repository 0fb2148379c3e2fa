import { filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached, withEnding } from '../project.js';

export const dotnetProject: ProjectKind = {
  id: 'dotnet',
  title: '.NET',
  reads: ['*.csproj', '*.fsproj', 'Directory.Build.props'],
  port: 8080,
  detect: (facts) => (withEnding(facts, '.csproj', '.fsproj', '.sln', '.slnx') ? 4 : 0),
  programs,
  dockerfile: (facts, port, program) => {
    const project = program || 'app.csproj';
    const text = facts.read(project) ?? '';
    const framework = /<TargetFrameworks?>\s*net(\d+\.\d+)/;
    const version = framework.exec(`${text}${facts.read('Directory.Build.props') ?? ''}`)?.[1] ?? '9.0';
    const isWeb = /Microsoft\.NET\.Sdk\.Web\b/.test(text);
    const one = text.includes('<TargetFrameworks>') ? ` --framework net${version}` : '';
    const name = /<AssemblyName>\s*([\w.-]+)\s*</.exec(text)?.[1] ?? project.replace(/^.*\/|\.\w+$/g, '');
    return [
      `FROM mcr.microsoft.com/dotnet/sdk:${version} AS build`,
      'WORKDIR /src',
      ...copies(facts),
      ...runCached([packages], `dotnet restore ${project}`),
      'COPY . .',
      ...runCached([packages], `dotnet publish ${project} --configuration Release${one} --output /out --no-restore`),
      '',
      `FROM mcr.microsoft.com/dotnet/${isWeb ? 'aspnet' : 'runtime'}:${version} AS final`,
      'WORKDIR /app',
      ...(isWeb ? [`ENV ASPNETCORE_URLS=http://+:${port}`] : []),
      'COPY --from=build /out ./',
      'USER 1654:1654',
      ...(isWeb ? [`EXPOSE ${port}`] : []),
      `ENTRYPOINT ["dotnet", "${name}.dll"]`,
    ];
  },
  ignores: () => ['**/bin', '**/obj', '**/*.user', '**/.vs'],
};

const packages = '/root/.nuget/packages';

/** Projects that are programs; all that are no tests where none says so. */
function programs(facts: ProjectFacts): readonly string[] {
  const projects = filesLike(facts, /\.(?:cs|fs)proj$/).filter(
    (project) => !/(?:\b|_|[a-z](?=T))[Tt]ests?\.\w+$/.test(project),
  );
  const runnable = projects.filter((project) =>
    /Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"|<OutputType>\s*(?:Win)?Exe/i.test(facts.read(project) ?? ''),
  );
  return runnable.length > 0 ? runnable : projects;
}

/** What a restore reads, each file in its own folder, so that other changes do not restore again. */
function copies(facts: ProjectFacts): string[] {
  const shared = ['Directory.Build.props', 'Directory.Packages.props', 'NuGet.config', 'nuget.config', 'global.json'];
  const onTop = [...shared.filter((name) => has(facts, name)), ...filesLike(facts, /^[^/]+\.(?:cs|fs)proj$/)];
  const others = filesLike(facts, /\/[^/]+\.(?:cs|fs)proj$/);
  return [
    ...(onTop.length > 0 ? [`COPY ${onTop.join(' ')} ./`] : []),
    ...others.map((project) => `COPY ${project} ${folderOf(project)}/`),
  ];
}
