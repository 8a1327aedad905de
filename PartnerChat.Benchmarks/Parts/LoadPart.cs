using System.Text.Json;
using Microsoft.Playwright;
using PartnerChat.Benchmarks.Browsing;
using PartnerChat.Benchmarks.Harness;
using PartnerChat.Benchmarks.Results;
using PartnerChat.Benchmarks.World;

namespace PartnerChat.Benchmarks.Parts;

/// <summary>What a browser fetches for the chat page, and how long until it takes input: with an empty cache, and later.</summary>
internal sealed class LoadPart : IBenchmarkPart
{
    private const int Shown = 50, Visits = 7;
    private const double FirstAtMost = 200, LaterAtMost = 40, InteractiveAtMost = 1.5;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // In the page's own clock, from the beginning of the navigation.
    private const string Watch = """
        new MutationObserver((_, self) => {
            if (!document.querySelector('[data-testid=message-list][data-interactive=true]')) return;
            window.interactiveAt = performance.now();
            self.disconnect();
        }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-interactive'] });
        """;

    public string Name => "load";

    public string About => "what a browser fetches for /chat, first and later, and how long until it takes input";

    public string Takes => "1 min";

    public async Task RunAsync(Bench bench, CancellationToken ct)
    {
        var couple = await bench.Seed.AddPairsAsync(1, ct);
        await bench.Seed.AddMessagesAsync(couple, Shown, ct);
        await using var chromium = await Chromium.StartAsync();
        List<Visit> first = [], later = [];
        // One more than counts: the first finds a server that has never drawn the page.
        for (var i = 0; i <= Visits; i++)
        {
            await using var profile = await chromium.NewProfileAsync(bench.App.BaseUrl, couple[0].A);
            var page = await profile.NewPageAsync();
            await page.AddInitScriptAsync(Watch);
            var (fresh, again) = (await GoAsync(page, ct), await GoAsync(page, ct));
            if (i == 0) continue;
            first.Add(fresh);
            later.Add(again);
        }

        bench.Report.Add(new Table("Loads of /chat", ["visit", "first kB", "requests", "interactive ms", "later kB", "requests", "interactive ms"],
            [.. first.Select((f, i) => (IReadOnlyList<string>)[$"{i + 1}", .. f.ToCells(), .. later[i].ToCells()])]));
        bench.Report.Add(new Table("What they are made of, in the last visit", ["kind", "first kB", "requests", "later kB", "requests"],
            [.. first[^1].Loads.Select(l => l.Kind).Distinct().Select(kind => (IReadOnlyList<string>)[kind, .. first[^1].ToCells(kind), .. later[^1].ToCells(kind)])]));
        bench.Report.Add(new Figure(Name, "first load", Median.Of(first.Select(v => v.Bytes / 1e3)), "kB", new Bar(FirstAtMost, IsFloor: false)));
        bench.Report.Add(new Figure(Name, "first load until interactive", Median.Of(first.Select(v => v.InteractiveMs / 1e3)), "s", new Bar(InteractiveAtMost, IsFloor: false)));
        bench.Report.Add(new Figure(Name, "later loads", Median.Of(later.Select(v => v.Bytes / 1e3)), "kB", new Bar(LaterAtMost, IsFloor: false)));
    }

    private static async Task<Visit> GoAsync(IPage page, CancellationToken ct)
    {
        List<Load> loads = [];
        var kinds = new Dictionary<string, string>();
        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        line.Event("Network.responseReceived").OnEvent += (_, answer) => kinds[Text(answer, "requestId")] = Text(answer, "type");
        line.Event("Network.loadingFinished").OnEvent += (_, ended) =>
            loads.Add(new Load(kinds.GetValueOrDefault(Text(ended, "requestId"), "Other"), ended!.Value.GetProperty("encodedDataLength").GetDouble()));
        await page.GotoAsync("/chat");
        await Chromium.WaitUntilInteractiveAsync(page);
        var at = await page.EvaluateAsync<double>("() => window.interactiveAt");
        // What is fetched when it is idle counts as well.
        await Task.Delay(Quiet, ct);
        await line.DetachAsync();
        return new Visit(loads, at);
    }

    private static string Text(JsonElement? of, string name) => of!.Value.GetProperty(name).GetString()!;

    private sealed record Load(string Kind, double Bytes);

    private sealed record Visit(IReadOnlyList<Load> Loads, double InteractiveMs)
    {
        public double Bytes => Loads.Sum(l => l.Bytes);

        public IEnumerable<string> ToCells() => [.. Cells(Loads), Table.Number(InteractiveMs)];

        public IEnumerable<string> ToCells(string kind) => Cells([.. Loads.Where(l => l.Kind == kind)]);

        private static IEnumerable<string> Cells(IReadOnlyList<Load> loads) => [Table.Number(loads.Sum(l => l.Bytes) / 1e3), $"{loads.Count}"];
    }
}
