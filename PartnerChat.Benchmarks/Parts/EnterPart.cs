using Microsoft.Playwright;
using PartnerChat.Benchmarks.Browsing;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Load;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>From Enter in one browser to the text in the other's page, while many other circuits talk.</summary>
internal sealed class EnterPart : IBenchmarkPart
{
    private const int OtherCouples = 250, Shown = 50, PerSecond = 100, Enters = 200;
    private const double MedianAtMost = 50, LongAtMost = 250;

    // The clocks of both pages count from the same second of the same machine.
    private const string WatchKey = "() => document.addEventListener('keydown', e => { if (e.key === 'Enter') window.enteredAt = performance.timeOrigin + performance.now(); }, true)";

    private const string WatchText = """
        text => new Promise(done => {
            const list = document.querySelector('[data-testid=message-list]');
            const watch = new MutationObserver(() => {
                if (![...list.querySelectorAll('[data-testid=message-text]')].slice(-3).some(e => e.textContent === text)) return;
                watch.disconnect();
                done(performance.timeOrigin + performance.now());
            });
            watch.observe(list, { subtree: true, childList: true });
        })
        """;

    public string Name => "enter";

    public string About => "from Enter in a browser to the partner's page, with 100 messages a second over 500 other circuits";

    public string Takes => "1 min 30";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var couples = await bench.Seed.AddPairsAsync(OtherCouples + 1, ct);
        await bench.Seed.AddMessagesAsync(couples, Shown, ct);
        await using var others = await CircuitCrowd.OpenAsync(bench, [.. couples.Skip(1).SelectMany(c => new[] { c.A, c.B })], ct);
        others.Check();
        await using var chromium = await Chromium.StartAsync();
        await using var left = await chromium.NewProfileAsync(bench.App.BaseUrl, couples[0].A);
        await using var right = await chromium.NewProfileAsync(bench.App.BaseUrl, couples[0].B);
        var (writer, reader) = (await Chromium.OpenChatAsync(left), await Chromium.OpenChatAsync(right));
        await writer.EvaluateAsync(WatchKey);
        var quiet = await TypeAsync(writer, reader, "alone", Enters / 4, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var flow = FlowAsync(others, stop.Token);
        await TypeAsync(writer, reader, "warm", Enters / 10, ct);
        var busy = await TypeAsync(writer, reader, "busy", Enters, ct);
        await stop.CancelAsync();
        var sent = await flow;
        bench.Report.Add(new Table("Enter to the partner's page", ["", "times", "p50 ms", "p95 ms", "p99 ms", "max ms"],
        [
            ["500 other circuits, nobody else talks", Table.Number(quiet.Count), .. quiet.Quantiles],
            [$"{sent:N0} messages meanwhile, {PerSecond} a second", Table.Number(busy.Count), .. busy.Quantiles],
        ]));
        bench.Report.Add(new Figure(Name, "Enter to the partner's page, p50", busy.At(50).TotalMilliseconds, "ms", new Bar(MedianAtMost, IsFloor: false)));
        bench.Report.Add(new Figure(Name, "Enter to the partner's page, p99", busy.At(99).TotalMilliseconds, "ms", new Bar(LongAtMost, IsFloor: false)));
    }

    private static async Task<LatencyRecording> TypeAsync(IPage writer, IPage reader, string word, int times, CancellationToken ct)
    {
        var recording = new LatencyRecording();
        var box = writer.GetByTestId("message-input");
        for (var i = 0; i < times; i++)
        {
            var text = $"{word} {i}";
            var shown = reader.EvaluateAsync<double>(WatchText, text);
            await box.FillAsync(text);
            await box.PressAsync("Enter");
            var at = await shown.WaitAsync(TimeSpan.FromSeconds(20), ct);
            recording.Record(TimeSpan.FromMilliseconds(Math.Max(0, at - await writer.EvaluateAsync<double>("() => window.enteredAt"))));
            await Task.Delay(Random.Shared.Next(20, 120), ct);
        }

        return recording;
    }

    // Each circuit of a couple in its turn; nobody waits for an answer before the next one is sent.
    private static async Task<int> FlowAsync(CircuitCrowd others, CancellationToken ct)
    {
        var underWay = new List<Task>();
        try
        {
            await OpenLoop.RunAsync(PerSecond, TimeSpan.FromMinutes(10), (i, _) => underWay.Add(others.Circuits[i % others.Circuits.Count].SendAsync(MessageText(i), CancellationToken.None)), ct);
        }
        catch (OperationCanceledException)
        {
            // Enough was measured; what is under way ends by itself.
        }

        await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        others.Check();
        return underWay.Count(t => t.IsCompletedSuccessfully);
    }

    private static string MessageText(int number) => $"{Wire.MessageTemplate.Content} {number}";
}
