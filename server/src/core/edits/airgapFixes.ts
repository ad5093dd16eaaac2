// Fixes that rules about the airgap folder share.
import type { Fix } from '../diagnostics/rule.ts';
import { msg } from '../text/message.ts';

/** The list is computed when it is shown, from the folder as it is then. */
export const listDownloads: Fix = {
  title: msg('List what is to be downloaded into the airgap folder'),
  safety: 'safe',
  request: 'airgap-downloads',
};
