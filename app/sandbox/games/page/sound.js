// A little sound, made on the spot; silent until the player asks for it.

let audio = null;

export function soundOn() { return audio !== null && audio.state === "running"; }

export async function toggleSound() {
  if (soundOn()) await audio.suspend();
  else {
    audio ??= new AudioContext();
    await audio.resume();
    tone(660, 0, .08, .05);
  }
  return soundOn();
}

function tone(frequency, after, length, loudness, shape = "triangle") {
  if (!soundOn()) return;
  const start = audio.currentTime + after, voice = audio.createOscillator(), volume = audio.createGain();
  voice.type = shape;
  voice.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + .01);
  volume.gain.exponentialRampToValueAtTime(.0001, start + length);
  voice.connect(volume).connect(audio.destination);
  voice.start(start);
  voice.stop(start + length);
}

export const press = () => tone(220, 0, .09, .06, "sine");
export const reelStops = (index) => tone(140 + index * 18, 0, .1, .09, "square");
/** Only for a win above the stake. */
export function fanfare(times) {
  const steps = times > 20 ? 9 : times > 5 ? 6 : 4;
  for (let step = 0; step < steps; step++) tone(523 * 2 ** ([0, 4, 7, 12, 16, 19, 24, 19, 24][step] / 12), step * .11, .3, .07);
}
