import type { Rule } from './rule.js';
import { addPlainFile } from './rules/copy/addPlainFile.js';
import { copyFromInvalid, copyFromSelf, copyFromUnknown } from './rules/copy/copyFrom.js';
import { copyIgnoredFile } from './rules/copy/copyIgnoredFile.js';
import { copyRelative } from './rules/copy/copyRelative.js';
import { copySeveral } from './rules/copy/copySeveral.js';
import { copySourceMissing } from './rules/copy/copySourceMissing.js';
import { copyThenExtract } from './rules/copy/copyThenExtract.js';
import { copyWholeFilesystem } from './rules/copy/copyWholeFilesystem.js';
import { envSelfReference } from './rules/env/envSelfReference.js';
import { secretInEnv } from './rules/env/secretInEnv.js';
import { undefinedVariable } from './rules/env/undefinedVariable.js';
import { asCasing } from './rules/from/asCasing.js';
import { imageTagLatest } from './rules/from/imageTagLatest.js';
import { imageTagMissing } from './rules/from/imageTagMissing.js';
import { invalidBaseImagePlatform } from './rules/from/invalidBaseImagePlatform.js';
import { invalidDefaultArgInFrom } from './rules/from/invalidDefaultArg.js';
import { platformConstant } from './rules/from/platformConstant.js';
import { platformRedundant } from './rules/from/platformRedundant.js';
import { registryNotTrusted } from './rules/from/registryNotTrusted.js';
import { stageCycle } from './rules/from/stageCycle.js';
import { stageNameCasing } from './rules/from/stageNameCasing.js';
import { stageNameDuplicate } from './rules/from/stageNameDuplicate.js';
import { stageNameReserved } from './rules/from/stageNameReserved.js';
import { undefinedArgInFrom } from './rules/from/undefinedArg.js';
import { instructionBeforeFrom } from './rules/instruction/beforeFrom.js';
import { definitionDescription } from './rules/instruction/definitionDescription.js';
import { emptyContinuation } from './rules/instruction/emptyContinuation.js';
import { portFormat, portOutOfRange, portProtocolCasing } from './rules/instruction/expose.js';
import { healthcheckMissing } from './rules/instruction/healthcheckMissing.js';
import { instructionCasing } from './rules/instruction/instructionCasing.js';
import { jsonForm } from './rules/instruction/jsonForm.js';
import { legacyKeyValue } from './rules/instruction/legacyKeyValue.js';
import { maintainerDeprecated } from './rules/instruction/maintainerDeprecated.js';
import { onbuildTrigger } from './rules/instruction/onbuildTrigger.js';
import {
  overriddenInstruction,
  repeatedCmd,
  repeatedEntrypoint,
  repeatedHealthcheck,
} from './rules/instruction/repeated.js';
import { userByName } from './rules/instruction/userByName.js';
import { userRoot } from './rules/instruction/userRoot.js';
import { workdirAbsolute } from './rules/instruction/workdirAbsolute.js';
import { labelKey } from './rules/label/labelKey.js';
import { labelMissing } from './rules/label/labelMissing.js';
import { labelOutsideSchema } from './rules/label/labelOutsideSchema.js';
import {
  labelEmail,
  labelEmpty,
  labelHash,
  labelLicense,
  labelSemver,
  labelTime,
  labelUrl,
} from './rules/label/labelValues.js';
import { apkCache } from './rules/packages/apkCache.js';
import { apkPinned } from './rules/packages/apkPinned.js';
import { aptInScripts } from './rules/packages/aptInScripts.js';
import { aptLists } from './rules/packages/aptLists.js';
import { aptPinned } from './rules/packages/aptPinned.js';
import { aptRecommends } from './rules/packages/aptRecommends.js';
import { aptUnattended } from './rules/packages/aptUnattended.js';
import { dnfCache } from './rules/packages/dnfCache.js';
import { dnfPinned } from './rules/packages/dnfPinned.js';
import { dnfUnattended } from './rules/packages/dnfUnattended.js';
import { gemPinned } from './rules/packages/gemPinned.js';
import { goPinned } from './rules/packages/goPinned.js';
import { npmPinned } from './rules/packages/npmPinned.js';
import { pipCache } from './rules/packages/pipCache.js';
import { pipPinned } from './rules/packages/pipPinned.js';
import { yarnCache } from './rules/packages/yarnCache.js';
import { yumCache } from './rules/packages/yumCache.js';
import { yumPinned } from './rules/packages/yumPinned.js';
import { yumUnattended } from './rules/packages/yumUnattended.js';
import { zypperCache } from './rules/packages/zypperCache.js';
import { zypperPinned } from './rules/packages/zypperPinned.js';
import { zypperUnattended } from './rules/packages/zypperUnattended.js';
import { zypperUpgrade } from './rules/packages/zypperUpgrade.js';
import { changeDirectory } from './rules/run/changeDirectory.js';
import { consecutiveRuns } from './rules/run/consecutiveRuns.js';
import { curlAndWget } from './rules/run/curlAndWget.js';
import { pipefail } from './rules/run/pipefail.js';
import { pointlessCommand } from './rules/run/pointlessCommand.js';
import { shellByLink } from './rules/run/shellByLink.js';
import { sudo } from './rules/run/sudo.js';
import { userIdTooLong } from './rules/run/userIdTooLong.js';
import { wgetProgress } from './rules/run/wgetProgress.js';
import { otherShellcheck } from './rules/shell/otherShellcheck.js';
import { shellRules } from './rules/shell/shellRules.js';
import { argumentCount } from './rules/syntax/argumentCount.js';
import { configInvalid } from './rules/syntax/configInvalid.js';
import { copyFlagValue } from './rules/syntax/copyFlagValues.js';
import { checkDirective, directiveCasing, escapeDirective, repeatedDirective } from './rules/syntax/directives.js';
import { unclosedQuote, variableSyntax } from './rules/syntax/expansion.js';
import { flagValue, unknownFlag } from './rules/syntax/flags.js';
import { imageReferenceInvalid, platformInvalid, stageNameInvalid } from './rules/syntax/from.js';
import { healthcheckSyntax } from './rules/syntax/healthcheck.js';
import { heredocTarget } from './rules/syntax/heredocTarget.js';
import { heredocUnclosed } from './rules/syntax/heredocUnclosed.js';
import { ignorePragmaUsed } from './rules/syntax/ignorePragmaUsed.js';
import { jsonSingleQuotes, jsonStrings, shellJson } from './rules/syntax/jsonArrays.js';
import { keyValueSyntax } from './rules/syntax/keyValue.js';
import { mountOption } from './rules/syntax/mountOptions.js';
import { noSourceImage } from './rules/syntax/noSourceImage.js';
import { portInvalid } from './rules/syntax/ports.js';
import { runFlagValue } from './rules/syntax/runFlagValues.js';
import { signalInvalid } from './rules/syntax/signal.js';
import { unknownInstruction } from './rules/syntax/unknownInstruction.js';
import { volumeEmpty } from './rules/syntax/volumeEmpty.js';

/** Every rule; a test compares this list with the folder. */
export const allRules: readonly Rule[] = [
  addPlainFile,
  copyFromUnknown,
  copyFromSelf,
  copyFromInvalid,
  copyIgnoredFile,
  copyRelative,
  copySeveral,
  copySourceMissing,
  copyThenExtract,
  copyWholeFilesystem,
  envSelfReference,
  secretInEnv,
  undefinedVariable,
  asCasing,
  imageTagLatest,
  imageTagMissing,
  invalidBaseImagePlatform,
  invalidDefaultArgInFrom,
  platformConstant,
  platformRedundant,
  registryNotTrusted,
  stageCycle,
  stageNameCasing,
  stageNameDuplicate,
  stageNameReserved,
  undefinedArgInFrom,
  instructionBeforeFrom,
  definitionDescription,
  emptyContinuation,
  portOutOfRange,
  portProtocolCasing,
  portFormat,
  healthcheckMissing,
  instructionCasing,
  jsonForm,
  legacyKeyValue,
  maintainerDeprecated,
  onbuildTrigger,
  repeatedCmd,
  repeatedEntrypoint,
  repeatedHealthcheck,
  overriddenInstruction,
  userByName,
  userRoot,
  workdirAbsolute,
  labelKey,
  labelMissing,
  labelOutsideSchema,
  labelEmpty,
  labelUrl,
  labelTime,
  labelLicense,
  labelHash,
  labelSemver,
  labelEmail,
  apkCache,
  apkPinned,
  aptInScripts,
  aptLists,
  aptPinned,
  aptRecommends,
  aptUnattended,
  dnfCache,
  dnfPinned,
  dnfUnattended,
  gemPinned,
  goPinned,
  npmPinned,
  pipCache,
  pipPinned,
  yarnCache,
  yumCache,
  yumPinned,
  yumUnattended,
  zypperCache,
  zypperPinned,
  zypperUnattended,
  zypperUpgrade,
  changeDirectory,
  consecutiveRuns,
  curlAndWget,
  pipefail,
  pointlessCommand,
  shellByLink,
  sudo,
  userIdTooLong,
  wgetProgress,
  ...shellRules,
  otherShellcheck,
  argumentCount,
  configInvalid,
  copyFlagValue,
  escapeDirective,
  directiveCasing,
  repeatedDirective,
  checkDirective,
  unclosedQuote,
  variableSyntax,
  unknownFlag,
  flagValue,
  stageNameInvalid,
  imageReferenceInvalid,
  platformInvalid,
  healthcheckSyntax,
  heredocTarget,
  heredocUnclosed,
  ignorePragmaUsed,
  jsonStrings,
  shellJson,
  jsonSingleQuotes,
  keyValueSyntax,
  mountOption,
  noSourceImage,
  portInvalid,
  runFlagValue,
  signalInvalid,
  unknownInstruction,
  volumeEmpty,
];
