using System.Diagnostics;
using System.Globalization;
using System.Text;
using PartnerChat.Tests.EndToEnd;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Exporting;

/// <summary>100,000 messages in bounded memory, in the app's own process; a twentieth in the plain run.</summary>
public sealed class LargeExportTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const long MostGrowth = 64 * 1024 * 1024;

    // Far above what is measured: on a machine that does everything else besides.
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(3);

    private static readonly int Messages = Campaign.Count(100_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("json", "\"complete\": true\n}\n")]
    [InlineData("html", "</html>\n")]
    public async Task Export_OfAHundredThousand_IsWholeAndNeedsLittleMemory(string format, string end)
    {
        await using var maker = new ChatServer(postgres);
        await maker.InitializeAsync();
        var (few, many) = (await maker.NewCoupleAsync(), await maker.NewCoupleAsync());
        await LongHistory.FillAsync(maker, few, 1_000);
        await LongHistory.FillAsync(maker, many, Messages);
        await using var app = await ChatProcess.StartAsync(maker.ConnectionString);
        // What the process loads once is there before it is measured.
        await ReadAsync(app, await SignInAsync(maker, app, few.A), format);
        var before = app.PeakMemory;
        var (nora, sami) = (await SignInAsync(maker, app, many.A), await SignInAsync(maker, app, many.B));
        using var isRead = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var sending = SendUntilAsync(sami, isRead.Token);
        var since = Stopwatch.GetTimestamp();

        var (count, bytes, last) = await ReadAsync(app, nora, format);

        var took = Stopwatch.GetElapsedTime(since);
        await isRead.CancelAsync();
        var answers = await sending;
        var growth = app.PeakMemory - before;
        output.WriteLine($"{Messages:N0} messages as {format}: {bytes / 1e6:N1} MB in {took.TotalSeconds:N1} s, {growth / 1e6:N1} MB more memory at most; {answers.Count} messages sent meanwhile, answered in {answers.Average():N0} ms, {answers.Max():N0} at most");
        // What was sent while it began may be in it.
        Assert.InRange(count, Messages, Messages + answers.Count);
        Assert.EndsWith(end, last, StringComparison.Ordinal);
        Assert.InRange(growth, 0, MostGrowth);
        Assert.InRange(answers.Max(), 0, SlowestAnswer.TotalMilliseconds);
    }

    // Whoever chats meanwhile: how long each message took, in milliseconds. The first is sent before there is an export.
    private static async Task<List<double>> SendUntilAsync(ApiPartner partner, CancellationToken isRead)
    {
        var answers = new List<double>();
        do
        {
            var since = Stopwatch.GetTimestamp();
            await partner.SendAsync("meanwhile");
            answers.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(250), isRead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!isRead.IsCancellationRequested);
        return answers;
    }

    private static async Task<ApiPartner> SignInAsync(ChatServer maker, ChatProcess app, TestAccount account)
    {
        var visit = (await maker.Get<ChatService>().VisitAsync(account.Id, Ct)).Value!;
        return await ApiPartner.SignInAsync(new Uri(app.BaseUrl), account, visit.Participant.ConversationId, visit.Participant.Side);
    }

    // A line or an element for each message; kept is only the last line.
    private static async Task<(int Count, long Bytes, string End)> ReadAsync(ChatProcess app, ApiPartner partner, string format)
    {
        var (count, bytes, end) = (0, 0L, "");
        await using var stream = await partner.Http.GetStreamAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"{app.BaseUrl}/api/partner-messages/export?conversation_id={partner.ConversationId}&format={format}")), Ct);
        using var lines = new StreamReader(stream, Encoding.UTF8);
        while (await lines.ReadLineAsync(Ct) is { } line)
        {
            bytes += Encoding.UTF8.GetByteCount(line) + 1;
            if (line.StartsWith(format == "json" ? "{\"id\"" : "<li class=\"msg", StringComparison.Ordinal)) count++;
            end = $"{end[^Math.Min(end.Length, 40)..]}{line}\n";
        }

        return (count, bytes, end);
    }
}
