// What is said of a row of measurements, and how numbers are written.

/** The value below which this part of the samples lies; undefined without samples. @param {readonly number[]} samples */
function quantile(samples, part) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

/** @param {readonly number[]} samples */
export const median = (samples) => quantile(samples, 0.5);

/** @param {readonly number[]} samples */
export const p95 = (samples) => quantile(samples, 0.95);

/** 12 345 with a space that does not break. @param {number} amount */
export const grouped = (amount) => String(amount).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
