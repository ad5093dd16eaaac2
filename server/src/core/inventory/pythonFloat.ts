export { pythonFloat } from '../text/pythonFloat.ts';
