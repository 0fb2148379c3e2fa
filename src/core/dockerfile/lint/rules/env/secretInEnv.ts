import * as l10n from '@vscode/l10n';
import { defineRule } from '../../rule.js';

/** Names that services use for their keys: hadolint's documentation of DL3064. */
const knownNames = new Set(
  `ACCESS_TOKEN APPLICATION_KEY APP_SECRET AUTH_TOKEN AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY BITTREX_API_KEY
  BITTREX_API_SECRET CF_PASSWORD CF_USERNAME CIRCLE_TOKEN CI_DEPLOY_PASSWORD CI_DEPLOY_USER DOCKERHUB_PASSWORD
  DOCKER_EMAIL DOCKER_PASSWORD DOCKER_USERNAME FACEBOOK_ACCESS_TOKEN FACEBOOK_APP_ID FACEBOOK_APP_SECRET
  FIREBASE_API_TOKEN FIREBASE_TOKEN FOSSA_API_KEY GH_ENTERPRISE_TOKEN GH_TOKEN GITHUB_ENTERPRISE_TOKEN GITHUB_TOKEN
  HEROKU_API_KEY HEROKU_API_USER NPM_AUTH_TOKEN NPM_TOKEN OKTA_AUTHN_GROUPID OKTA_CLIENT_ORGURL OKTA_CLIENT_TOKEN
  OKTA_OAUTH2_CLIENTID OKTA_OAUTH2_CLIENTSECRET OPENAI_API_KEY OS_PASSWORD OS_USERNAME POSTGRES_PASSWORD SLACK_TOKEN
  STRIPE_API_KEY STRIPE_DEVICE_NAME TRAVIS_OS_NAME TRAVIS_SECURE_ENV_VARS TRAVIS_SUDO VAULT_CLIENT_KEY VAULT_TOKEN`.split(
    /\s+/,
  ),
);
const suspicious = /api_key|client_key|password|private|secret|token|username/i;
const checkPattern = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const checkExceptions = /(?:^|_)(?:public|file|version)(?:_|$)/i;

export const secretInEnv = defineRule({
  id: 'secret-in-env',
  aliases: ['DL3064', 'SecretsUsedInArgOrEnv'],
  severity: 'warning',
  summary: { en: 'ARG and ENV hold no secrets.', ko: 'ARG와 ENV에 비밀 정보를 두지 않습니다.' },
  *check(file) {
    for (const instruction of file.ofWithTriggers('ARG', 'ENV')) {
      const own = new Set<string>();
      for (const { name, nameSpan } of instruction.properties) {
        if (own.has(name)) continue;
        own.add(name);
        const isKnown = knownNames.has(name.toUpperCase()) || suspicious.test(name);
        const isMeta = instruction.keyword === 'ARG' && !instruction.stage;
        const isCheck = !isMeta && !instruction.onbuild && checkPattern.test(name) && !checkExceptions.test(name);
        if (!isKnown && !isCheck) continue;
        yield {
          range: instruction.rangeOf(nameSpan),
          message: l10n.t('The value of "{0}" can be read from the image. Use a secret mount instead.', name),
          codes: [...(isKnown ? ['DL3064'] : []), ...(isCheck ? ['SecretsUsedInArgOrEnv'] : [])],
        };
      }
    }
  },
});
