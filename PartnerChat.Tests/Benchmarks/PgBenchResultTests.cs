using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Yardsticks;

namespace PartnerChat.Tests.Benchmarks;

public sealed class PgBenchResultTests
{
    private const string Output = """
        pgbench (15.18 (Debian 15.18-0+deb12u1))
        transaction type: /tmp/tmpXyz.tmp
        scaling factor: 1
        query mode: prepared
        number of clients: 64
        number of threads: 2
        duration: 3 s
        number of transactions actually processed: 11362
        number of failed transactions: 0 (0.000%)
        latency average = 16.862 ms
        initial connection time = 38.215 ms
        tps = 3795.546271 (without initial connection time)
        """;

    [Fact]
    public void Parse_WhatItSays_IsRateAndLatency()
    {
        var result = PgBenchResult.Parse(Output);

        Assert.Equal(new PgBenchResult(3795.546271, TimeSpan.FromMilliseconds(16.862)), result);
    }

    [Theory]
    [InlineData("number of failed transactions: 0 (0.000%)", "number of failed transactions: 3 (0.026%)")]
    [InlineData("tps = 3795.546271", "tps unknown")]
    public void Parse_OfARunThatIsNone_Throws(string said, string instead)
    {
        Assert.Throws<BenchmarkException>(() => PgBenchResult.Parse(Output.Replace(said, instead, StringComparison.Ordinal)));
    }
}
