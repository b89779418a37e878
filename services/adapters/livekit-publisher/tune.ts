export const SAMPLE_RATE = 48_000;
/** A tenth of a second: what is handed over at a time. */
export const CHUNK = SAMPLE_RATE / 10;

/** Five tones of the scale of mountain flutes, in Hz, walked up and down. */
const NOTES = [392, 440, 523.25, 587.33, 659.25, 587.33, 523.25, 440];
const NOTE_SECONDS = 0.8;
const LOUDNESS = 0.12;

/** A soft tune, ours: the tones of `NOTES` with a gentle rise and fall. `from` counts samples since the beginning. */
export function playTune(into: Int16Array, from: number): void {
  for (let i = 0; i < into.length; i++) {
    const seconds = (from + i) / SAMPLE_RATE;
    const at = seconds % NOTE_SECONDS;
    const note = NOTES[Math.floor(seconds / NOTE_SECONDS) % NOTES.length] ?? 440;
    const swell = Math.sin((Math.PI * at) / NOTE_SECONDS);
    const wave = Math.sin(2 * Math.PI * note * at) + 0.3 * Math.sin(4 * Math.PI * note * at);
    into[i] = Math.round(wave * swell * LOUDNESS * 32_767);
  }
}
