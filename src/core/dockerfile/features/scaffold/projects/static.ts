import { has, type ProjectKind } from '../project.js';
import { compress, webServer } from './webServer.js';

export const staticProject: ProjectKind = {
  id: 'static',
  title: 'HTML',
  reads: [],
  port: 8080,
  detect: (facts) => (has(facts, 'index.html', 'public/') ? 1 : 0),
  dockerfile: (facts, port) => [
    'FROM alpine:3.22 AS build',
    `COPY ${has(facts, 'index.html') ? '.' : 'public/'} /site/`,
    `RUN ${compress('/site')}`,
    '',
    ...webServer('/site', port, '=404'),
  ],
  ignores: () => ['node_modules'],
};
