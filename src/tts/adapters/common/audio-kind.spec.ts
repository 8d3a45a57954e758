import { audioKind } from './audio-kind';

const latin = (text: string) => Buffer.from(text, 'latin1');

/** Two frames of MPEG 1 layer III: 128 kbit/s at 44.1 kHz, 417 bytes each. */
function mp3(head = [0xff, 0xfb, 0x90, 0x00], frameBytes = 417): Buffer {
  const frame = Buffer.alloc(frameBytes, 0x55);
  Buffer.from(head).copy(frame);
  return Buffer.concat([frame, frame]);
}

/** The kind as soon as it is known, from a body that comes byte by byte. */
function kindByByte(body: Buffer): unknown {
  for (let length = 1; length < body.length; length++) {
    const kind = audioKind(body.subarray(0, length), false);
    if (kind !== undefined) return kind;
  }
  return audioKind(body, true);
}

describe(audioKind.name, () => {
  it.each([
    ['FLAC audio', latin('fLaC\0\0\0\x22................')],
    ['Ogg audio', latin('OggS\0\x02................OpusHead')],
    ['MP3 audio', latin('ID3\x03\0\0\0\0\0\x0f................')],
    ['MP3 audio', mp3()],
    ['MP3 audio', mp3([0xff, 0xf3, 0x84, 0xc4], 192)],
    ['MP3 audio', mp3().subarray(0, 300)],
    ['AAC audio', mp3([0xff, 0xf1, 0x50, 0x80, 0x20, 0x1f], 256)],
    ['MP4 audio', latin('\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom')],
    ['WebM audio', latin('\x1a\x45\xdf\xa3................')],
    ['AIFF audio', latin('FORM\0\0\0\0AIFFCOMM........')],
    ['gzip data', latin('\x1f\x8b\x08\0................')],
    ['JSON', latin('{"error":{"message":"no"}}')],
    ['JSON', latin('\n\n  [{"detail":"no voice"}]')],
    ['JSON', latin('{}')],
    ['a web page', latin('<!DOCTYPE html><html></html>')],
    ['a web page', latin('\xef\xbb\xbf<html><body></body></html>')],
    ['text', latin('Internal Server Error')],
  ])('recognises %s, however it is cut', (name, body) => {
    expect(kindByByte(body)).toEqual({ kind: 'other', name });
    expect(audioKind(body, true)).toEqual({ kind: 'other', name });
  });

  it.each(['RIFF', 'RIFX', 'RF64', 'BW64'])('recognises a WAV file that begins with %s', (form) => {
    expect(kindByByte(latin(`${form}\0\0\0\0WAVEfmt `))).toEqual({ kind: 'wav' });
  });

  it.each([
    ['silence', Buffer.alloc(64)],
    ['the smallest negative sample, again and again', Buffer.alloc(64, 0xff)],
    [
      'samples that look like one frame of MP3',
      Buffer.concat([mp3().subarray(0, 417), Buffer.alloc(100, 7)]),
    ],
    ['another RIFF file', latin('RIFF\0\0\0\0AVI LIST\x01\x02\x03')],
  ])('takes %s for nothing that it knows', (_, body) => {
    expect(kindByByte(body)).toEqual({ kind: 'unknown' });
  });

  it('says nothing yet of nothing', () => {
    expect(audioKind(Buffer.alloc(0), true)).toBeUndefined();
  });
});
