export { compareText } from '../text/compareText.ts';
