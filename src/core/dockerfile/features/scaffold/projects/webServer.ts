/** The last stage of a site of files: an nginx without rights that serves what the stage `build` has in a folder. */
export function webServer(folder: string, port: number, unknown: '/index.html' | '=404'): string[] {
  return [
    'FROM nginxinc/nginx-unprivileged:1.29-alpine AS final',
    "COPY <<'EOF' /etc/nginx/conf.d/default.conf",
    'server {',
    `    listen ${port};`,
    '    root /usr/share/nginx/html;',
    '    gzip_static on;',
    '    location / {',
    `        try_files $uri $uri/ ${unknown};`,
    '    }',
    '}',
    'EOF',
    `COPY --from=build ${folder} /usr/share/nginx/html`,
    'USER 101:101',
    `EXPOSE ${port}`,
  ];
}

/** Compresses what a browser gets as text once, so that the server need not. */
export function compress(folder: string): string {
  const names = ['html', 'css', 'js', 'json', 'svg'].map((ending) => `-name "*.${ending}"`).join(' -o ');
  return `find ${folder} -type f \\( ${names} \\) -exec gzip -kf9 {} +`;
}
