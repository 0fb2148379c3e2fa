/** Names that Go has for operating systems. */
export const operatingSystems = new Set(
  'linux windows darwin freebsd netbsd openbsd solaris plan9 wasip1 js aix'.split(' '),
);
/** Names that Go and containerd have for architectures. */
export const architectures = new Set(
  '386 amd64 x86_64 i386 arm arm64 aarch64 armhf armel ppc64 ppc64le riscv64 s390x mips mips64 mips64le loong64 wasm'.split(
    ' ',
  ),
);
