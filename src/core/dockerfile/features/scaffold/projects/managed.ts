import { has, type ProjectFacts, type ProjectKind, safeName, withEnding } from '../project.js';

export const javaProject: ProjectKind = {
  id: 'java',
  title: 'Java',
  reads: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  port: 8080,
  detect: (facts) => (has(facts, 'pom.xml', 'build.gradle', 'build.gradle.kts') ? 4 : 0),
  dockerfile: (facts, port) => [
    ...(has(facts, 'pom.xml') ? maven : gradle),
    '',
    'FROM eclipse-temurin:21-jre AS final',
    'WORKDIR /app',
    'COPY --from=build /out/app.jar ./app.jar',
    'USER 10001:10001',
    `EXPOSE ${port}`,
    'ENTRYPOINT ["java", "-jar", "app.jar"]',
  ],
  ignores: ['target', 'build', '.gradle', '*.class'],
};

const maven = [
  'FROM maven:3.9-eclipse-temurin-21 AS build',
  'WORKDIR /src',
  'COPY . .',
  'RUN --mount=type=cache,target=/root/.m2 \\',
  '    mvn --batch-mode -DskipTests package \\',
  '    && mkdir /out && find target -maxdepth 1 -name "*.jar" ! -name "*-sources.jar" -exec cp {} /out/app.jar ";"',
];

const gradle = [
  'FROM gradle:8-jdk21 AS build',
  'WORKDIR /src',
  'COPY . .',
  'RUN --mount=type=cache,target=/home/gradle/.gradle \\',
  '    gradle --no-daemon assemble \\',
  '    && mkdir /out && find build/libs -name "*.jar" ! -name "*-plain.jar" -exec cp {} /out/app.jar ";"',
];

export const dotnetProject: ProjectKind = {
  id: 'dotnet',
  title: '.NET',
  reads: ['*.csproj', '*.fsproj'],
  port: 8080,
  detect: (facts) => (withEnding(facts, '.csproj', '.fsproj') ? 4 : 0),
  dockerfile: (facts, port) => {
    const project = safeName(withEnding(facts, '.csproj', '.fsproj'), 'app.csproj');
    const text = facts.read(project) ?? '';
    const version = /<TargetFramework>net(\d+\.\d+)/.exec(text)?.[1] ?? '9.0';
    const runtime = /Microsoft\.NET\.Sdk\.Web/.test(text) ? 'aspnet' : 'runtime';
    const assembly = safeName(/<AssemblyName>([^<]+)/.exec(text)?.[1], project.replace(/\.\w+$/, ''));
    const mount = 'RUN --mount=type=cache,target=/root/.nuget/packages';
    return [
      `FROM mcr.microsoft.com/dotnet/sdk:${version} AS build`,
      'WORKDIR /src',
      `COPY ${project} ./`,
      `${mount} dotnet restore ${project}`,
      'COPY . .',
      `${mount} dotnet publish ${project} -c Release -o /out --no-restore`,
      '',
      `FROM mcr.microsoft.com/dotnet/${runtime}:${version} AS final`,
      'WORKDIR /app',
      ...(runtime === 'aspnet' ? [`ENV ASPNETCORE_HTTP_PORTS=${port}`] : []),
      'COPY --from=build /out ./',
      'USER 1654:1654',
      ...(runtime === 'aspnet' ? [`EXPOSE ${port}`] : []),
      `ENTRYPOINT ["dotnet", "${assembly}.dll"]`,
    ];
  },
  ignores: ['bin', 'obj', '*.user'],
};

export const phpProject: ProjectKind = {
  id: 'php',
  title: 'PHP',
  reads: ['composer.json'],
  port: 8080,
  detect: (facts) => (has(facts, 'composer.json') ? 3 : has(facts, 'index.php') ? 2 : 0),
  dockerfile: (facts, port) => {
    const hasPublic = has(facts, 'public/');
    const vendor = has(facts, 'composer.json');
    return [
      ...(vendor ? composer(facts) : []),
      'FROM php:8.4-apache AS final',
      `RUN sed -i 's/80/${port}/' /etc/apache2/ports.conf /etc/apache2/sites-available/000-default.conf${hasPublic ? ' \\' : ''}`,
      ...(hasPublic
        ? ["    && sed -i 's|/var/www/html|/var/www/html/public|' /etc/apache2/sites-available/000-default.conf"]
        : []),
      'WORKDIR /var/www/html',
      'COPY . .',
      ...(vendor ? ['COPY --from=vendor /app/vendor ./vendor'] : []),
      'USER 33:33',
      `EXPOSE ${port}`,
    ];
  },
  ignores: ['vendor', 'storage/logs', '.phpunit.result.cache'],
};

function composer(facts: ProjectFacts): string[] {
  const copies = has(facts, 'composer.lock') ? 'composer.json composer.lock' : 'composer.json';
  return [
    'FROM composer:2 AS vendor',
    'WORKDIR /app',
    `COPY ${copies} ./`,
    'RUN --mount=type=cache,target=/tmp/cache composer install --no-dev --no-scripts --no-interaction --prefer-dist',
    '',
  ];
}

export const rubyProject: ProjectKind = {
  id: 'ruby',
  title: 'Ruby',
  reads: ['Gemfile', '.ruby-version'],
  port: 3000,
  detect: (facts) => (has(facts, 'Gemfile') ? 3 : 0),
  dockerfile: (facts, port) => {
    const version = /\d+\.\d+/.exec(facts.read('.ruby-version') ?? '')?.[0] ?? '3.4';
    const copies = has(facts, 'Gemfile.lock') ? 'Gemfile Gemfile.lock' : 'Gemfile';
    const rails = /\brails\b/.test(facts.read('Gemfile') ?? '');
    const start = rails
      ? `["bin/rails", "server", "-b", "0.0.0.0", "-p", "${port}"]`
      : `["bundle", "exec", "rackup", "-o", "0.0.0.0", "-p", "${port}"]`;
    return [
      `FROM ruby:${version} AS build`,
      'WORKDIR /app',
      'ENV BUNDLE_PATH=/opt/bundle BUNDLE_WITHOUT=development:test',
      `COPY ${copies} ./`,
      'RUN bundle install && rm -rf /opt/bundle/ruby/*/cache',
      '',
      `FROM ruby:${version}-slim AS final`,
      'WORKDIR /app',
      `ENV BUNDLE_PATH=/opt/bundle BUNDLE_WITHOUT=development:test${rails ? ' RAILS_ENV=production' : ''}`,
      'COPY --from=build /opt/bundle /opt/bundle',
      'COPY --chown=10001:10001 . .',
      'USER 10001:10001',
      `EXPOSE ${port}`,
      `CMD ${start}`,
    ];
  },
  ignores: ['log', 'tmp', '.bundle', 'vendor/bundle', 'coverage'],
};

export const staticProject: ProjectKind = {
  id: 'static',
  title: 'HTML',
  reads: [],
  port: 8080,
  detect: (facts) => (has(facts, 'index.html', 'public/') ? 1 : 0),
  dockerfile: (facts, port) => [
    'FROM nginxinc/nginx-unprivileged:1.29-alpine AS final',
    `COPY ${has(facts, 'index.html') ? '.' : 'public/'} /usr/share/nginx/html/`,
    ...(port === 8080 ? [] : [`RUN sed -i 's/8080/${port}/' /etc/nginx/conf.d/default.conf`]),
    'USER 101:101',
    `EXPOSE ${port}`,
  ],
  ignores: [],
};
