/** Says what a script does, and how long each step took. */

/** Runs one step and prints its name with its time, also when it fails. */
export async function step(name, work) {
  const started = performance.now();
  try {
    const result = await work();
    console.log(`  ${name}${detail(result)}  ${seconds(started)}`);
    return result;
  } catch (error) {
    console.log(`  ${name}: FAILED  ${seconds(started)}`);
    throw error;
  }
}

export const seconds = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;

/** A result may say something of itself. */
function detail(result) {
  const text = result === undefined ? '' : String(result);
  return text === '' || text.startsWith('[object') ? '' : `: ${text}`;
}
