// Answers the requests about what lands on the nodes.
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { createSnapshot, type FileSystem, formatMessage, nodePreviewsIn } from '../../core/index.ts';
import { placesOnNodes, previewedCluster, previewedHost, sourcesOnNode } from '../../protocol/preview.ts';
import { fromLspAirgapRequest, fromLspHostRequest, fromLspVaultRequest } from '../fromLsp.ts';
import type { Session } from '../session.ts';
import { toLspLocation } from '../toLsp.ts';

export function registerPreviewNodes(session: Session): void {
  const { connection, service, settings, machine, bundle } = session;
  const wrong = ({ name }: { readonly name: string }) =>
    new ResponseError(ErrorCodes.InvalidParams, `${name}: parameters missing`);

  connection.onRequest(previewedCluster.name, async (params: unknown) => {
    const request = fromLspAirgapRequest(params);
    return request ? ((await service.previewedCluster(request.uri)) ?? null) : wrong(previewedCluster);
  });

  connection.onRequest(previewedHost.name, async (params: unknown) => {
    const request = fromLspHostRequest(params);
    if (!request?.state) return wrong(previewedHost);
    const { uri, host, state, tasks } = request;
    if (state === 'typed') return (await service.previewedHost(uri, host, tasks)) ?? null;
    const { ansibleCore } = settings;
    const disk = { ...session.disk, ansibleCore };
    return state === 'saved' ? hostIn(disk, uri, host, tasks) : hostInHead(disk, uri, host, tasks);
  });

  const hostIn = async (files: FileSystem, uri: string, host: string, tasks?: boolean) =>
    (await nodePreviewsIn(createSnapshot(files), bundle).previewedHost(uri, host, tasks)) ?? null;

  async function hostInHead(disk: FileSystem, uri: string, host: string, tasks?: boolean) {
    const head = await machine.openHead(uri, disk);
    if ('problem' in head) return { refused: formatMessage(head.problem, bundle) };
    try {
      return await hostIn(head.files, head.uri, host, tasks);
    } finally {
      head.close();
    }
  }

  connection.onRequest(sourcesOnNode.name, async (params: unknown) => {
    const request = fromLspHostRequest(params);
    const { uri, host, path, line } = request ?? {};
    if (uri === undefined || host === undefined || path === undefined || line === undefined)
      return wrong(sourcesOnNode);
    return (await service.sourcesOnNode(uri, { host, path, line })).map(toLspLocation);
  });

  connection.onRequest(placesOnNodes.name, async (params: unknown) => {
    const request = fromLspVaultRequest(params);
    return request?.position ? service.placesOnNodes(request.uri, request.position) : wrong(placesOnNodes);
  });
}
