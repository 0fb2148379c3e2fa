import * as l10n from '@vscode/l10n';
import { authentication, window } from 'vscode';
import { isRepositoryPath } from '../../core/base/imageReference.js';
import { withoutLinks } from '../../core/base/plainText.js';
import { registryName } from '../../core/explorer/kinds/registry.js';
import { parseRegistryInput, type RegistryInput } from '../../core/registry/address.js';
import { type KnownKind, kindOf, knownKinds } from '../../core/registry/knownKinds.js';
import { askStep, type Step } from './steps.js';

const gitHubHost = 'ghcr.io';

/** What was answered so far; offered again when a step is asked again. */
export interface Answers {
  address: string;
  username: string;
  password: string;
}

/** Asks from this step on, where an earlier failure is told. Undefined when the person leaves. */
export async function ask(
  answers: Answers,
  from: number,
  problem: string | undefined,
): Promise<RegistryInput | undefined> {
  let step = from;
  for (;;) {
    const validationMessage =
      step === from && problem !== undefined ? { validationMessage: withoutLinks(problem) } : {};
    const answer = await askStep({ ...question(answers, step), ...validationMessage });
    if (answer === 'end') return undefined;
    if (answer === 'extra') {
      if (step === 1) answers.address = (await pickKind())?.address ?? answers.address;
      else if (await signInWithGitHub(answers)) return parseRegistryInput(answers.address);
      continue;
    }
    if (answer === 'back') {
      step -= 1;
      continue;
    }
    const input = take(answers, step, answer.text);
    if (step === 3 || (step === 2 && answers.username === '')) return input;
    step += 1;
  }
}

function take(answers: Answers, step: number, text: string): RegistryInput | undefined {
  if (step === 1) {
    answers.address = text.trim();
    const input = parseRegistryInput(answers.address);
    answers.username = input?.username ?? (answers.username || (kindOf(input?.host ?? '')?.username ?? ''));
    answers.password = input?.password ?? answers.password;
  } else if (step === 2) answers.username = text.trim();
  else answers.password = text;
  return parseRegistryInput(answers.address);
}

function question({ address, username, password }: Answers, step: number): Step {
  const common = { step, totalSteps: 3, title: l10n.t('Connect a Registry') };
  const host = parseRegistryInput(address)?.host ?? address;
  if (step === 1)
    return {
      ...common,
      prompt: l10n.t('Address of the registry'),
      placeholder: 'ghcr.io, registry.example.com, localhost:5000',
      value: address,
      problem: addressProblem,
      extra: { icon: 'list-unordered', tooltip: l10n.t('Known Registries') },
    };
  if (step === 2)
    return {
      ...common,
      prompt: l10n.t('User name at {0}; leave it empty to read without a login', registryName(host)),
      value: username,
      ...(host === gitHubHost && { extra: { icon: 'github', tooltip: l10n.t('Sign In with GitHub') } }),
    };
  const what = l10n.t('Password or access token of {0} at {1}', username, registryName(host));
  const prompt = [what, kindOf(host)?.password() ?? ''].filter(Boolean).join('. ');
  return { ...common, prompt, value: password, password: true, problem: passwordProblem };
}

function addressProblem(text: string): string | undefined {
  const input = parseRegistryInput(text);
  if (!input) return l10n.t('This is not the address of a registry. Write a host, as ghcr.io or localhost:5000.');
  if (input.path !== '' && !isRepositoryPath(input.path))
    return l10n.t('Behind the host only the name of a repository may stand: registries have no paths.');
  return undefined;
}

function passwordProblem(text: string): string | undefined {
  return text === '' ? l10n.t('Without a password nobody can log in.') : undefined;
}

/** The kinds of registries that people have, with an address to start from. */
async function pickKind(): Promise<KnownKind | undefined> {
  const items = knownKinds.map((kind) => ({ label: kind.name, description: kind.address, known: kind }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which kind of registry?') }))?.known;
}

/** VS Code's own session at GitHub serves as user and token. False without one: VS Code has told why by itself. */
async function signInWithGitHub(answers: Answers): Promise<boolean> {
  const scopes = ['read:packages', 'write:packages', 'delete:packages'];
  try {
    const session = await authentication.getSession('github', scopes, { createIfNone: true });
    answers.username = session.account.label;
    answers.password = session.accessToken;
    return true;
  } catch {
    return false;
  }
}
