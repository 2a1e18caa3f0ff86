/** Lanes of a list, each once. */
export class Marked {
  readonly list: Int32Array;
  readonly flag: Uint8Array;
  count = 0;

  constructor(lanes: number) {
    this.list = new Int32Array(lanes);
    this.flag = new Uint8Array(lanes);
  }

  add(lane: number): void {
    if (this.flag[lane] === 0) {
      this.flag[lane] = 1;
      this.list[this.count++] = lane;
    }
  }

  addAll(other: Marked): void {
    const { list, count } = other;
    for (let k = 0; k < count; k++) this.add(list[k]!);
  }

  /** Hold every lane. */
  fill(every: Int32Array): void {
    this.list.set(every);
    this.flag.fill(1);
    this.count = every.length;
  }

  clear(): void {
    const { list, flag, count } = this;
    if (count > list.length / 4) flag.fill(0);
    else for (let i = 0; i < count; i++) flag[list[i]!] = 0;
    this.count = 0;
  }
}
