using System.Globalization;
using System.Text;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Development;

namespace PartnerChat.Tests.Web.Development;

public sealed class DemoScriptTests
{
    /// <summary>Noon, both sides of midnight in Berlin, both changes of the clock there, and the end of a leap February.</summary>
    public static TheoryData<string> Moments =>
    [
        "2026-11-22T12:00:00Z", "2026-11-22T22:59:59Z", "2026-11-22T23:05:00Z", "2027-03-28T00:59:00Z", "2027-03-28T01:30:00Z",
        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-11-10T08:00:00Z", "2027-04-20T08:00:00Z", "2028-02-29T23:30:00Z",
    ];

    [Fact]
    public void Read_File_HoldsSeveralHundredLinesOfFiveWeeks()
    {
        var entries = DemoScript.Read();

        Assert.InRange(entries.Count, 300, 400);
        Assert.Equal(36, entries[0].Day);
        Assert.All(entries, e => Assert.True(e.Ago is null ? e is { Day: >= 1, Time: not null } : e is { Day: null, Time: null }));
        Assert.All(entries, e => Assert.True(e.From is "a" or "b"));
        Assert.All(entries.SkipWhile(e => e.Ago is null), e => Assert.NotNull(e.Ago));
    }

    [Fact]
    public void Read_EveryText_PassesTheContentRule() => Assert.All(DemoScript.Read(), e =>
    {
        Assert.Equal(e.Text.Trim(), e.Text);
        Assert.InRange(e.Text.EnumerateRunes().Count(), 1, 5000);
        Assert.DoesNotContain(Rune.ReplacementChar, e.Text.EnumerateRunes());
        Assert.DoesNotContain('\0', e.Text);
        Assert.Contains(e.Text.EnumerateRunes(), rune => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
    });

    [Fact]
    public void Read_EveryLink_LeadsToAnExampleDomain()
    {
        var links = DemoScript.Read().SelectMany(e => e.Text.Split(' ', '\n')).Where(word => word.Contains("://", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.EndsWith(".example", new Uri(link).Host, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NoLine_FallsIntoTheHourThatTheClockSkipsOrRepeats() =>
        Assert.DoesNotContain(DemoScript.Read(), e => e.Time?.Hour == 2);

    [Theory]
    [MemberData(nameof(Moments))]
    public void Load_AtAnyMoment_TimesRiseAndNoneIsInTheFuture(string moment)
    {
        var now = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

        var lines = DemoScript.Load(now);

        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.True(pair.First.SentAt < pair.Second.SentAt));
        Assert.InRange(lines[^1].SentAt, now.AddHours(-1), now.AddSeconds(-1));
        Assert.InRange(lines[0].SentAt, now.AddDays(-38), now.AddDays(-35));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Receipts_AtAnyMoment_ComeInOrderAndBeforeTheAnswer(string moment)
    {
        var now = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        var lines = DemoScript.Load(now);

        var receipts = DemoReceipt.Of(lines);

        for (var i = 0; i < lines.Count; i++)
        {
            Assert.True(receipts[i].DeliveredAt is not { } delivered || delivered > lines[i].SentAt && delivered < now);
            Assert.True(receipts[i].ReadAt is not { } read || read > receipts[i].DeliveredAt && read < now);
            var answer = lines.Skip(i + 1).FirstOrDefault(next => next.From != lines[i].From);
            Assert.True(receipts[i].ReadAt is null || answer is null || receipts[i].ReadAt < answer.SentAt);
        }

        foreach (var side in new[] { PartnerSide.A, PartnerSide.B })
        {
            var own = receipts.Where((_, i) => lines[i].From == side).ToList();
            Assert.All(own.Zip(own.Skip(1)), pair => Assert.False(pair.Second.DeliveredAt < pair.First.DeliveredAt || pair.Second.ReadAt < pair.First.ReadAt));
        }
    }

    [Fact]
    public void Load_TheEnd_LeavesEachPartnerSomethingUnread()
    {
        var lines = DemoScript.Load(DateTimeOffset.UnixEpoch.AddYears(56));

        var open = lines.SkipWhile(line => line.State == MessageStatus.Read).Select(line => (line.From, line.State));

        Assert.Equal(
            [
                (PartnerSide.A, MessageStatus.Delivered), (PartnerSide.A, MessageStatus.Delivered),
                (PartnerSide.B, MessageStatus.Delivered), (PartnerSide.B, MessageStatus.Delivered),
                (PartnerSide.B, MessageStatus.Sent), (PartnerSide.B, MessageStatus.Sent),
            ],
            open);
    }
}
