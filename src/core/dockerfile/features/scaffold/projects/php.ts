import { has, object, type ProjectFacts, type ProjectKind, readJson, runCached } from '../project.js';

export const phpProject: ProjectKind = {
  id: 'php',
  title: 'PHP',
  reads: ['composer.json'],
  port: 8080,
  detect: (facts) => (has(facts, 'composer.json') ? 3 : has(facts, 'index.php') ? 2 : 0),
  dockerfile: (facts, port) => {
    const isComposed = has(facts, 'composer.json');
    const extensions = extensionsOf(facts);
    return [
      ...(isComposed ? composer(facts) : []),
      'FROM php:8.4-apache AS final',
      ...(extensions.length > 0 ? [`RUN docker-php-ext-install ${extensions.join(' ')}`] : []),
      ...apache(port, has(facts, 'public/')),
      'WORKDIR /var/www/html',
      isComposed ? 'COPY --from=vendor --chown=33:33 /app ./' : 'COPY --chown=33:33 . .',
      'USER 33:33',
      `EXPOSE ${port}`,
    ];
  },
  ignores: () => ['vendor', 'node_modules', 'storage/logs', '.phpunit.result.cache'],
};

/** Composer's image has few extensions; those of the last stage count. */
function composer(facts: ProjectFacts): string[] {
  const options = '--no-dev --no-interaction --no-scripts --ignore-platform-reqs';
  return [
    'FROM composer:2 AS vendor',
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
