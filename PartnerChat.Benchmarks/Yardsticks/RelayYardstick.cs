using System.Diagnostics;
using System.Net.Sockets;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;

namespace PartnerChat.Benchmarks.Yardsticks;

/// <summary>The same pairs over <see cref="KestrelRelay"/>: what the same traffic costs where nothing is done with it.</summary>
internal sealed class RelayYardstick : IDisposable
{
    private static readonly byte[] Told = "{\"type\":\"message\""u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Uri _url;

    private RelayYardstick(Process process, Uri url) => (_process, _url) = (process, url);

    public static async Task<RelayYardstick> StartAsync(CancellationToken ct)
    {
        var url = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var start = new ProcessStartInfo("dotnet", [typeof(KestrelRelay).Assembly.Location, KestrelRelay.Verb, url.ToString()]);
        start.Environment.Remove(PublishedApp.InlineCompletions);
        var relay = new RelayYardstick(Process.Start(start) ?? throw new BenchmarkException("The relay does not start."), url);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!await relay.AnswersAsync(patience.Token)) await Task.Delay(50, patience.Token);
        return relay;
    }

    public Task<Talk> ConnectAsync(int pairs, CancellationToken ct) => Talk.ConnectAsync(
        pairs, (i, token) => TalkingPair.ConnectAsync(_url, ($"/{i}/a", null), ($"/{i}/b", null), Told, token), () => CpuUse.Read(_process.Id, postgres: null), ct);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var line = new TcpClient();
        try
        {
            await line.ConnectAsync(_url.Host, _url.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
