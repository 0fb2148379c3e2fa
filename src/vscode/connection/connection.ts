import { env } from 'vscode';
import type { EngineCommandArgs } from '../../contributions/commands/engine.js';
import type { HandlersOf } from '../../contributions/commands.js';
import { pinnedVersion } from '../../core/engine/apiVersion.js';
import { engineHeaders } from '../../core/engine/contexts.js';
import { CurrentEngine } from '../../core/engine/currentEngine.js';
import type { Endpoint } from '../../core/engine/endpoint.js';
import type { EngineAccess } from '../../core/engine/resources.js';
import { realSurroundings, type Surroundings } from '../../core/engine/surroundings.js';
import type { FeatureContext } from '../base/featureContext.js';
import { onDidChangeSettings, readSetting } from '../base/settings.js';
import { ConnectionKeys } from './connectionKeys.js';
import { DoctorReport } from './doctorReport.js';
import { EngineChooser } from './engineChooser.js';

export interface ConnectionFeature {
  readonly access: EngineAccess;
  readonly handlers: HandlersOf<EngineCommandArgs>;
}

/** The window's engine: found and connected at its first use. */
export function registerConnection({ disposables, logger }: Omit<FeatureContext, 'access'>): ConnectionFeature {
  const surroundings = realSurroundings();
  const createEngine = (endpoint: Endpoint) => openEngine(endpoint, surroundings);
  const setting = () => readSetting('engine.endpoint');
  const current = disposables.add(new CurrentEngine({ surroundings, setting, createEngine, logger }));
  disposables.add(onDidChangeSettings(['engine.endpoint'], () => current.reset()));
  const keys = disposables.add(new ConnectionKeys());
  const { resources } = current;
  disposables.add(resources.onDidChange(({ connection }) => connection && keys.tell(resources.snapshot.connection)));
  const standIn = () => current.standIn;
  const { remoteName: remote } = env;
  const doctor = disposables.add(new DoctorReport({ surroundings, setting, standIn, createEngine, remote }));
  const chooser = new EngineChooser(surroundings, setting, () => current.label);
  return {
    access: current,
    handlers: {
      'engine.doctor': () => doctor.open(),
      'engine.use': (context) => chooser.choose(context),
      'engine.reconnect': async () => {
        current.resources.refresh();
        await current.engine();
      },
    },
  };
}

/** The engine's client is loaded with its first use. */
async function openEngine(endpoint: Endpoint, surroundings: Surroundings) {
  const { DockerodeEngine } = await import('../../core/engine/dockerodeEngine.js');
  const headers = await engineHeaders(surroundings);
  return new DockerodeEngine(endpoint, { pinned: pinnedVersion(surroundings), headers });
}
