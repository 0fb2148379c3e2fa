/**
 * VS Code in a browser opens a port of the server's machine through an address with a place for the port, which may
 * not stand where ports stand. Here browser and server share loopback, so that address sends on to the port itself.
 */
import { createServer } from 'node:http';

/** Starts sending `/PORT/path` on to that port; `template` is what VS Code's server takes as VSCODE_PROXY_URI. */
export async function startPortRedirect() {
  const server = createServer((request, response) => {
    const [, port, path] = /^\/(\d+)(\/.*)?$/.exec(request.url ?? '') ?? [];
    if (port) response.writeHead(302, { location: `http://127.0.0.1:${port}${path ?? '/'}` });
    else response.writeHead(404);
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { template: `http://127.0.0.1:${server.address().port}/{{port}}/`, stop: () => server.close() };
}
