export { cutInTwo, UNSPACED, WORDS } from './long-cut';
export { type Piece, piecesOf, type ReplyText, splitPieces } from './pieces';
