using System.Text;
using BenchmarkDotNet.Attributes;
using PartnerChat.Benchmarks.Wire;
using PartnerChat.Web.Api.Realtime;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Benchmarks.Micro;

/// <summary>What is asked of a text before anything is done with it: is it a frame, may it be said.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private readonly byte[] _short = Frame(MessageTemplate.Content);
    private readonly byte[] _long = Frame(new string('ä', ContentRule.MaxLength));
    private readonly string _shortText = MessageTemplate.Content;
    private readonly string _longText = new('ä', ContentRule.MaxLength);

    [Benchmark(Description = "frame parsed, 115 characters")]
    public object? ParseShort() => ClientFrame.Parse(_short);

    [Benchmark(Description = "frame parsed, 5,000 characters")]
    public object? ParseLong() => ClientFrame.Parse(_long);

    [Benchmark(Description = "content rule, 115 characters")]
    public object? CheckShort() => ContentRule.Check(_shortText, out _);

    [Benchmark(Description = "content rule, 5,000 characters")]
    public object? CheckLong() => ContentRule.Check(_longText, out _);

    private static byte[] Frame(string content) =>
        Encoding.UTF8.GetBytes($"{{\"type\":\"message\",\"client_message_id\":\"{Guid.NewGuid()}\",\"content\":\"{content}\"}}");
}
