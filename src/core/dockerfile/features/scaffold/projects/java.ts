import { execForm, filesLike, folderOf, has, type ProjectFacts, type ProjectKind, runCached } from '../project.js';

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
    const main = mainOf(facts, module);
    const jar = isQuarkus ? 'quarkus-run.jar' : 'app.jar';
    return [
      ...(has(facts, 'pom.xml') ? maven : gradle)({
        facts,
        module,
        version,
        isQuarkus,
        isDistribution: main !== undefined,
      }),
      '',
      `FROM eclipse-temurin:${version}-jre AS final`,
      'WORKDIR /app',
      'COPY --from=build /out ./',
      'USER 10001:10001',
      `EXPOSE ${port}`,
      `ENTRYPOINT ${execForm('java', ...(main === undefined ? ['-jar', jar] : ['-cp', '/app/*', main]))}`,
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
  /** Whether Gradle's application plugin puts the program beside what it needs. */
  readonly isDistribution: boolean;
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
      isQuarkus ? collectQuarkus(below(module, 'target')) : collect(below(module, 'target')),
    ),
  ];
}

function gradle({ facts, module, version, isQuarkus, isDistribution }: Build): string[] {
  const hasWrapper = has(facts, 'gradlew');
  const goal = isDistribution ? 'installDist' : 'assemble';
  const task = module === '' ? goal : `:${module.replaceAll('/', ':')}:${goal}`;
  const folder = below(module, 'build');
  return [
    `FROM ${hasWrapper ? `eclipse-temurin:${version}-jdk` : `gradle:jdk${version}`} AS build`,
    'WORKDIR /src',
    'COPY . .',
    ...runCached(
      [hasWrapper ? '/root/.gradle' : '/home/gradle/.gradle'],
      `${hasWrapper ? 'sh gradlew' : 'gradle'} --no-daemon ${task}`,
      isQuarkus
        ? collectQuarkus(folder)
        : isDistribution
          ? `&& cp -R ${folder}/install/*/lib /out`
          : collect(`${folder}/libs`),
    ),
  ];
}

/** Puts what runs into /out, and nothing that is made beside it. */
function collect(folder: string): string {
  const others = ['*-sources', '*-javadoc', '*-tests', '*-plain', 'original-*'].map((name) => `! -name "${name}.jar"`);
  return `&& mkdir /out && find ${folder} -maxdepth 1 -name "*.jar" ${others.join(' ')} -exec cp {} /out/app.jar ";"`;
}

function collectQuarkus(folder: string): string {
  return `&& cp -R ${folder}/quarkus-app /out`;
}

/** The class that Gradle's application plugin starts; undefined where a plugin makes one jar of it all. */
function mainOf(facts: ProjectFacts, module: string): string | undefined {
  const text = buildText(facts, module);
  if (has(facts, 'pom.xml') || /org\.springframework\.boot|shadow|io\.quarkus/.test(text)) return undefined;
  return /\bmainClass(?:Name)?\s*(?:=|\.set\()\s*\(?["']([\w.]+)["']/.exec(text)?.[1];
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
