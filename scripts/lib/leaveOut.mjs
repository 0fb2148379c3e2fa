/** Leaves out of a bundle what no call of ours reaches, so that it need not be read, loaded and shipped. */

const nothing = 'module.exports = {};';

/** Packages, and what stands in for them. */
const standIns = {
  // The engine client's ssh, BuildKit sessions and archives: ours are others.
  ssh2: nothing,
  'cpu-features': nothing,
  '@grpc/grpc-js': nothing,
  '@grpc/proto-loader': nothing,
  protobufjs: nothing,
  'tar-fs': nothing,
  // Its traces.
  debug: 'module.exports = () => () => {};',
  // dockerfile-ast makes positions and ranges with it, and nothing else.
  'vscode-languageserver-types': `
    const create = (line, character) => ({ line, character });
    exports.Position = { create };
    exports.Range = {
      create: (a, b, c, d) => (d === undefined ? { start: a, end: b } : { start: create(a, b), end: create(c, d) }),
    };`,
};

/** dockerfile-ast is given an ARG, ENV or LABEL alone, and asks of what it read whether it is another instruction. */
const otherInstructions =
  /^\.\.?\/(?:instructions\/)?(?:add|cmd|copy|entrypoint|from|healthcheck|onbuild|run|shell|stopsignal|user|volume|workdir|jsonInstruction|modifiableInstruction)$/;
const classes = 'module.exports = new Proxy({}, { get: () => class {} });';

const packages = new RegExp(`^(${Object.keys(standIns).join('|')})(/|$)`);
const namespace = 'left-out';

export const leaveOut = {
  name: 'leave-out-unused',
  setup(context) {
    context.onResolve({ filter: packages }, ({ path }) => ({ path, namespace }));
    // dockerode itself makes the HTTP client; its classes for containers, images and others are not used.
    context.onResolve({ filter: /^\.\// }, ({ path, importer }) =>
      /dockerode[/\\]lib[/\\]docker\.js$/.test(importer) ? { path, namespace } : undefined,
    );
    // The client's ssh and two-way streams are not used either, and it prints every request whole for a trace nobody reads.
    context.onResolve({ filter: /^(?:util|\.\/ssh|\.\/http_duplex)$/ }, ({ path, importer }) =>
      /docker-modem[/\\]lib[/\\]modem\.js$/.test(importer)
        ? { path, namespace, pluginData: "exports.inspect = () => '';" }
        : undefined,
    );
    context.onResolve({ filter: otherInstructions }, ({ path, importer }) =>
      /dockerfile-ast[/\\]lib[/\\]/.test(importer) ? { path, namespace, pluginData: classes } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace }, ({ path, pluginData }) => ({
      contents: pluginData ?? standIns[path] ?? nothing,
    }));
  },
};
