import { splitImageName } from '../imageName.js';
import { withDefaultArgs } from './defaultArgs.js';
import type { LintFile } from './lintFile.js';

/** Variables that well-known images set beside PATH, from their published configurations. */
const wellKnownEnv: Readonly<Record<string, string>> = {
  scratch: '',
  alpine: '',
  busybox: '',
  debian: '',
  ubuntu: '',
  fedora: 'DISTTAG FGC FBR',
  centos: '',
  rockylinux: '',
  almalinux: '',
  amazonlinux: '',
  archlinux: 'LANG',
  node: 'NODE_VERSION YARN_VERSION',
  python:
    'LANG GPG_KEY PYTHON_VERSION PYTHON_SHA256 PYTHON_PIP_VERSION PYTHON_SETUPTOOLS_VERSION PYTHON_GET_PIP_URL PYTHON_GET_PIP_SHA256',
  golang: 'GOLANG_VERSION GOPATH GOTOOLCHAIN',
  rust: 'RUSTUP_HOME CARGO_HOME RUST_VERSION',
  ruby: 'LANG RUBY_VERSION RUBY_DOWNLOAD_URL RUBY_DOWNLOAD_SHA256 RUBY_MAJOR GEM_HOME BUNDLE_SILENCE_ROOT_WARNING BUNDLE_APP_CONFIG',
  nginx: 'NGINX_VERSION NJS_VERSION NJS_RELEASE PKG_RELEASE DYNPKG_RELEASE ACME_VERSION',
  redis: 'REDIS_VERSION REDIS_DOWNLOAD_URL REDIS_DOWNLOAD_SHA GOSU_VERSION',
  buildpack: '',
};

/** Names of the variables that a base image sets: asked of the caller first; undefined when nobody knows. */
export function baseImageEnv(image: string, file: LintFile): readonly string[] | undefined {
  const reference = withDefaultArgs(file, image);
  const known = file.options.baseImage(reference)?.env;
  if (known) return known;
  const name = splitImageName(reference).name.replace(/^(?:docker\.io\/)?(?:library\/)?/, '');
  const env = Object.hasOwn(wellKnownEnv, name) ? wellKnownEnv[name] : undefined;
  return env?.split(' ').filter((part) => part !== '');
}
