using System.Globalization;
using Microsoft.Playwright;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.EndToEnd;

/// <summary>Days and times where the reader is. The browser's own clock says what is right: it knows the zones by itself.</summary>
public sealed class ZonesTests(ChatServer server, ChromiumFixture chromium) : IClassFixture<ChatServer>
{
    // Every row: the time it shows, the day it stands under, and whether "Today" and "Yesterday" stand where they should, and nowhere else.
    private const string Wrong = """
        list => {
          const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
          const calendar = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
          const number = at => Math.round(Date.parse(calendar.format(at)) / 864e5) + 719162;
          const today = number(new Date()), wrong = [];
          const rows = list.querySelectorAll('li[data-seq]');
          for (const row of rows) {
            const time = row.querySelector('time'), at = new Date(time.dateTime), day = row.closest('section').querySelector('h2');
            if (time.textContent !== clock.format(at)) wrong.push(`${time.dateTime} at ${time.textContent}, not ${clock.format(at)}`);
            if (day.id !== `day-${number(at)}`) wrong.push(`${time.dateTime} on ${day.textContent}`);
            const name = number(at) === today ? 'Today' : number(at) === today - 1 ? 'Yesterday' : null;
            if (name ? day.textContent !== name : /day$/.test(day.textContent)) wrong.push(`${time.dateTime} is "${day.textContent}"`);
          }
          const days = [...list.querySelectorAll('section h2')].map(h => h.id);
          if (new Set(days).size !== days.length) wrong.push('a day twice');
          return rows.length ? wrong : ['nothing'];
        }
        """;

    [Theory]
    [InlineData("Europe/Berlin", "2025-03-30", "2025-10-26")]
    [InlineData("America/St_Johns", "2025-03-09", "2025-11-02")]
    [InlineData("Pacific/Chatham", "2025-09-28", "2025-04-06")]
    [InlineData("America/Santiago", "2025-09-07", "2025-04-05")]
    [InlineData("Africa/Cairo", "2025-04-25", "2025-10-30")]
    [InlineData("Australia/Lord_Howe", "2025-10-05", "2025-04-06")]
    public async Task TodayWrongAfterMidnightOrInAnotherZone_ClocksAreSetOnAndBack_DaysTimesAndTheJumpToADayAreTheReaders(string zone, string spring, string autumn)
    {
        var couple = await server.NewCoupleAsync();
        string[] days = [.. new[] { spring, autumn }.Order(StringComparer.Ordinal)];
        await FillAsync(couple, [.. days.SelectMany(Around), .. Lately()]);
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.TimezoneId = zone);

        var wrong = new List<string>(await WrongAsync(nora));
        foreach (var day in days)
        {
            await nora.List.EvaluateAsync("(list, date) => list.jumpTo({ date })", day);
            var first = nora.Page.Locator($"section:has(#day-{DateOnly.Parse(day, CultureInfo.InvariantCulture).DayNumber}) li[data-seq]").First;
            await Assertions.Expect(first).ToBeInViewportAsync();
            // Right under its day's line, which is where it was led to.
            Assert.InRange(await nora.OffsetOfAsync(long.Parse((await first.GetAttributeAsync("data-seq"))!, CultureInfo.InvariantCulture)), 16, 120);
            wrong.AddRange(await WrongAsync(nora));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task TodayWrongAfterMidnightOrInAnotherZone_EveryHourFromTheDateLineToTheDateLine_IsTheReaders()
    {
        var couple = await server.NewCoupleAsync();
        await FillAsync(couple, Lately());
        await using var nora = await Partner.SignInAsync(chromium, server.BaseUrl, couple.A, o => o.TimezoneId = null);
        var browser = await nora.Profile.NewCDPSessionAsync(nora.Page);
        var wrong = new List<string>();

        foreach (var hours in Enumerable.Range(-11, Campaign.Count(25)).Prepend(-12).Append(14))
        {
            // Signs are the other way round in these names.
            var zone = $"Etc/GMT{-hours:+0;-0;+0}";
            await browser.SendAsync("Emulation.setTimezoneOverride", new() { ["timezoneId"] = zone });
            await nora.ReloadAsync();
            wrong.AddRange((await WrongAsync(nora)).Select(w => $"{zone}: {w}"));
        }

        Assert.Empty(wrong);
    }

    private static Task<string[]> WrongAsync(Partner nora) => nora.List.EvaluateAsync<string[]>(Wrong);

    // Every half hour from the day before to the day after, wherever the day is.
    private static IEnumerable<DateTimeOffset> Around(string day) => Enumerable.Range(0, 2 * 54)
        .Select(i => new DateTimeOffset(DateOnly.Parse(day, CultureInfo.InvariantCulture), new TimeOnly(0, 1), TimeSpan.Zero).AddHours(-16 + i / 2d));

    private static IReadOnlyList<DateTimeOffset> Lately() => [.. Enumerable.Range(0, 48).Select(i => DateTimeOffset.UtcNow.AddHours(i - 47.01))];

    private async Task FillAsync(SignedUpCouple couple, IReadOnlyList<DateTimeOffset> times)
    {
        await LongHistory.FillAsync(server, couple, times.Count);
        var member = (await server.Get<ConversationStore>().FindMembershipAsync(couple.A.Id, TestContext.Current.CancellationToken))!;
        await using var command = server.Get<ChatDataSources>().Writers.CreateCommand(
            "UPDATE partner_messages m SET sent_at = t.at FROM unnest($2) WITH ORDINALITY t(at, seq) WHERE m.conversation_id = $1 AND m.seq = t.seq");
        command.Parameters.AddWithValue(member.ConversationId);
        command.Parameters.AddWithValue(times.Select(t => t.UtcDateTime).ToArray());
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
