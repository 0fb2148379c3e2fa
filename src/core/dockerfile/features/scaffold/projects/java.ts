import { filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached } from '../project.js';

export const javaProject: ProjectKind = {
  id: 'java',
  title: 'Java',
  reads: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  port: 8080,
  detect: (facts) => (has(facts, 'pom.xml', ...gradleFiles) ? 4 : 0),
  programs: modules,
  dockerfile: (facts, port, module) => {
    const isQuarkus = buildText(facts, module).includes('io.quarkus');
    const version = versionOf(facts, module);
    const jar = isQuarkus ? 'quarkus-run.jar' : 'app.jar';
    return [
      ...(has(facts, 'pom.xml') ? maven : gradle)({ facts, module, version, isQuarkus }),
      '',
      `FROM eclipse-temurin:${version}-jre AS final`,
      'WORKDIR /app',
      'COPY --from=build /out ./',
      'USER 10001:10001',
      `EXPOSE ${port}`,
      `ENTRYPOINT ["java", "-jar", "${jar}"]`,
    ];
  },
  ignores: () => ['target', '*/target', 'build', '*/build', '**/.gradle', '**/*.class'],
};

const gradleFiles = ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'];

interface Build {
  readonly facts: ProjectFacts;
  /** Folder of the module; empty where the project is one. */
  readonly module: string;
  readonly version: number;
  readonly isQuarkus: boolean;
}

function maven({ facts, module, version, isQuarkus }: Build): string[] {
  const hasWrapper = has(facts, 'mvnw');
  const only = module === '' ? '' : ` --projects ${module} --also-make`;
  return [
    `FROM ${hasWrapper ? `eclipse-temurin:${version}-jdk` : `maven:3.9-eclipse-temurin-${version}`} AS build`,
    'WORKDIR /src',
    'COPY . .',
    ...runCached(
      ['/root/.m2'],
      `${hasWrapper ? 'sh mvnw' : 'mvn'} --batch-mode -DskipTests${only} package`,
      collect(below(module, 'target'), isQuarkus, '*-sources.jar'),
    ),
  ];
}

function gradle({ facts, module, version, isQuarkus }: Build): string[] {
  const hasWrapper = has(facts, 'gradlew');
  const task = module === '' ? 'assemble' : `:${module.replaceAll('/', ':')}:assemble`;
  const folder = isQuarkus ? 'build' : 'build/libs';
  return [
    `FROM ${hasWrapper ? `eclipse-temurin:${version}-jdk` : `gradle:jdk${version}`} AS build`,
    'WORKDIR /src',
    'COPY . .',
    ...runCached(
      [hasWrapper ? '/root/.gradle' : '/home/gradle/.gradle'],
      `${hasWrapper ? 'sh gradlew' : 'gradle'} --no-daemon ${task}`,
      collect(below(module, folder), isQuarkus, '*-plain.jar'),
    ),
  ];
}

/** Puts what runs into /out. */
function collect(folder: string, isQuarkus: boolean, unwanted: string): string {
  if (isQuarkus) return `&& cp -R ${folder}/quarkus-app /out`;
  return `&& mkdir /out && find ${folder} -maxdepth 1 -name "*.jar" ! -name "${unwanted}" -exec cp {} /out/app.jar ";"`;
}

function below(module: string, folder: string): string {
  return module === '' ? folder : `${module}/${folder}`;
}

/** Folders of the modules; none where the project itself has sources. */
function modules(facts: ProjectFacts): readonly string[] {
  if (has(facts, 'src/')) return [];
  const folders = filesLike(facts, /\/(?:pom\.xml|build\.gradle(?:\.kts)?)$/).map(folderOf);
  return folders.filter((folder) => has(facts, `${folder}/src/`));
}

function buildText(facts: ProjectFacts, module: string): string {
  const names = ['pom.xml', 'build.gradle', 'build.gradle.kts'];
  const paths = module === '' ? names : [...names, ...names.map((name) => below(module, name))];
  return paths.map((name) => facts.read(name) ?? '').join('\n');
}

/** The Java that has long support and is not older than what the project names. */
function versionOf(facts: ProjectFacts, module: string): number {
  const named =
    /<(?:java\.version|maven\.compiler\.(?:release|source|target)|release)>\s*(?:1\.)?(\d+)|JavaLanguageVersion\.of\(\s*(\d+)|(?:source|target)Compatibility\s*=\s*(?:JavaVersion\.VERSION_|['"])?(?:1[._])?(\d+)|jvmToolchain\(\s*(\d+)/.exec(
      buildText(facts, module),
    );
  const wanted = Number(named?.slice(1).find(Boolean) ?? 21);
  return [17, 21, 25].find((version) => version >= wanted) ?? 25;
}
