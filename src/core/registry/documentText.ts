import { asJson } from './jsonApi.js';

/** A document from a registry as people read it: JSON indented, a signed envelope opened; undefined for what is no text. */
export function documentText(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\u0000')) return undefined;
  try {
    return `${JSON.stringify(opened(JSON.parse(text)), undefined, 2)}\n`;
  } catch {
    return text;
  }
}

/** The payload of a DSSE envelope. Source: https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
function opened(json: unknown): unknown {
  const { payload, payloadType } = asJson(json);
  if (typeof payload !== 'string' || typeof payloadType !== 'string') return json;
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return json;
  }
}
