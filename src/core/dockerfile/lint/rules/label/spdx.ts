import { spdxLicenses } from './spdxTable.js';

/** True for a license identifier or an expression of several, as SPDX has it. */
export function isSpdxExpression(value: string): boolean {
  const tokens = value.match(/[()]|[^\s()]+/g) ?? [];
  let depth = 0;
  let wantsLicense = true;
  for (const [index, token] of tokens.entries()) {
    if (token === '(') {
      if (!wantsLicense) return false;
      depth++;
    } else if (token === ')') {
      if (wantsLicense || --depth < 0) return false;
    } else if (/^(?:AND|OR|WITH)$/.test(token)) {
      if (wantsLicense) return false;
      wantsLicense = true;
    } else {
      if (!wantsLicense || !(isLicense(token) || tokens[index - 1] === 'WITH')) return false;
      wantsLicense = false;
    }
  }
  return !wantsLicense && depth === 0;
}

function isLicense(token: string): boolean {
  return spdxLicenses.has(token.replace(/\+$/, '')) || /^(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(token);
}
