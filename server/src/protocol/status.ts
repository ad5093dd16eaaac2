// What a document is taken for, as client and server speak of it.
import type { DocumentStatus } from '../core/index.ts';
import { method } from './method.ts';

export type { DocumentStatus };

export const documentStatus = method<{ readonly uri: string }, DocumentStatus>('documentStatus');
