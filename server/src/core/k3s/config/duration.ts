// Durations as K3s and Kubernetes take them: those of Go's time.ParseDuration.
// https://pkg.go.dev/time#ParseDuration

const DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** `1h30m`, `1.5h`, `-2s`, and `0` without a unit. */
export const isDuration = (text: string): boolean => DURATION.test(text);
