import { has, object, type ProjectFacts, type ProjectKind, readJson, runCached } from '../project.js';

export const phpProject: ProjectKind = {
  id: 'php',
  title: 'PHP',
  reads: ['composer.json'],
  port: 8080,
  detect: (facts) => (has(facts, 'composer.json') ? 3 : has(facts, 'index.php', 'public/index.php') ? 2 : 0),
  dockerfile: (facts, port) => {
    const isComposed = has(facts, 'composer.json');
    const extensions = extensionsOf(facts);
    return [
      ...(isComposed ? composer(facts) : checked),
      `FROM ${image} AS final`,
      ...(extensions.length > 0 ? [`RUN docker-php-ext-install ${extensions.join(' ')}`] : []),
      ...apache(port, has(facts, 'public/')),
      'WORKDIR /var/www/html',
      'COPY --from=build --chown=33:33 /app ./',
      'USER 33:33',
      `EXPOSE ${port}`,
    ];
  },
  ignores: () => ['vendor', 'node_modules', 'storage/logs', '.phpunit.result.cache'],
};

const image = 'php:8.4-apache';

/** Without packages there is nothing to load or to build, but a file that PHP cannot read shall not get into an image. */
const checked: readonly string[] = [
  `FROM ${image} AS build`,
  'WORKDIR /app',
  'COPY . .',
  'RUN find . -name "*.php" -exec php -l {} +',
  '',
];

/** Composer's image has few extensions; those of the last stage count. */
function composer(facts: ProjectFacts): string[] {
  const options = '--no-dev --no-interaction --no-scripts --ignore-platform-reqs';
  return [
    'FROM composer:2 AS build',
    'WORKDIR /app',
    `COPY composer.json ${has(facts, 'composer.lock') ? 'composer.lock ' : ''}./`,
    ...runCached(['/tmp/cache'], `composer install ${options} --no-autoloader --prefer-dist`),
    'COPY . .',
    `RUN composer dump-autoload --optimize ${options}`,
    '',
  ];
}

function apache(port: number, hasPublic: boolean): string[] {
  const site = '/etc/apache2/sites-available/000-default.conf';
  const ports = `sed -i 's/80/${port}/' /etc/apache2/ports.conf ${site}`;
  if (!hasPublic) return [`RUN ${ports}`];
  return [
    `RUN a2enmod rewrite \\`,
    `    && ${ports} \\`,
    `    && sed -i 's|/var/www/html|/var/www/html/public|' ${site}`,
  ];
}

/** Extensions that the project asks for and that need nothing but the image to be built. */
function extensionsOf(facts: ProjectFacts): readonly string[] {
  const wanted = Object.keys(object(readJson(facts, 'composer.json')['require'])).map((name) => name.toLowerCase());
  const known = ['bcmath', 'calendar', 'exif', 'mysqli', 'pcntl', 'pdo_mysql', 'sockets'];
  return known.filter((name) => wanted.includes(`ext-${name}`));
}
