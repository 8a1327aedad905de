using System.Buffers.Text;
using PartnerChat.Benchmarks.Harness;

namespace PartnerChat.Benchmarks.Wire;

/// <summary>Which message of <see cref="MessageTemplate"/> a frame is about.</summary>
internal static class Numbered
{
    private const int CounterDigits = 12;
    private static readonly byte[] IdField = "\"client_message_id\":\""u8.ToArray();
    private static readonly int CounterAt = IdField.Length + 24;

    public static long Read(ReadOnlySpan<byte> frame)
    {
        var counter = frame.Slice(frame.IndexOf(IdField) + CounterAt, CounterDigits);
        return Utf8Parser.TryParse(counter, out long number, out _, 'x') ? number : throw new BenchmarkException("A message came that has no number.");
    }
}
