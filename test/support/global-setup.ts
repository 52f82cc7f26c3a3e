export default function none(): void {}
