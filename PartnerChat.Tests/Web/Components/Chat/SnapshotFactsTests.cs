using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Tests.Web.Components.Chat;

/// <summary>What the two were told beside their messages, in what a page hands over: as much as fits, and the rest comes as what was missed.</summary>
public sealed class SnapshotFactsTests
{
    private const int Many = 300;

    private static readonly ViewerClock Clock = new(new FakeTimeProvider(Talk.Noon), "Europe/Berlin", Words.Of<ChatTexts>());

    // Reasons in a script that JSON writes with six bytes a letter.
    private static readonly NoticeRecord[] Looks =
    [
        .. Enumerable.Range(1, Many).Select(i => new NoticeRecord(
            Guid.CreateVersion7(), i, Notice.Inspected, Talk.Noon.AddSeconds(i), Look: new AdminLook("إيناس", new string('س', 500), Talk.Noon.AddSeconds(i), [1, 2, 3]))),
    ];

    private static readonly FactsChanged AllLooks = new(Talk.Id, new ConversationFacts(Many, true, true, true, "Nora", "Sami"), 0, Looks);

    [Fact]
    public void ToSnapshot_ThreeHundredNotices_IsBelowTheHubsLimit()
    {
        var written = JsonSerializer.Serialize(TalkWithLooks().ToSnapshot(null), JsonSerializerOptions.Web);

        Assert.InRange(Encoding.UTF8.GetByteCount(written), 30_000, 60_000);
    }

    [Fact]
    public void ToSnapshot_ThreeHundredNotices_TheNewestStandAtOnceAndTheRestIsToldAsMissed()
    {
        var next = new ChatState(TalkWithLooks().ToSnapshot(null), Clock);
        var handed = NoticesOf(next);
        var missed = AllLooks with { Previous = next.Facts.Seq, Notices = [.. Looks.Where(l => l.Seq > next.Facts.Seq)] };

        Assert.True(next.Apply(missed));
        next.Arrange();

        Assert.Equal(Looks.TakeLast(handed.Count), handed);
        Assert.InRange(handed.Count, 1, 10);
        Assert.Equal(Looks, NoticesOf(next));
    }

    [Fact]
    public void ToSnapshot_NoticeAboveTheFirstMessage_IsHandedOver()
    {
        var state = new ChatState(Talk.Opening([Talk.Message(1, at: Talk.Noon.AddHours(1))]), Clock);
        state.Apply(AllLooks with { Notices = [Looks[0]] });

        Assert.Equal([Looks[0]], state.ToSnapshot(null).Facts!.Notices);
    }

    private static ChatState TalkWithLooks()
    {
        var state = new ChatState(Talk.Opening(Enumerable.Range(1, 50).Select(i => Talk.Message(i, content: new string('x', 5_000), at: Talk.Noon.AddMinutes(i - 60)))), Clock);
        state.Apply(AllLooks);
        state.Arrange();
        return state;
    }

    private static List<NoticeRecord> NoticesOf(ChatState state) => [.. state.Days.SelectMany(d => d.Blocks).SelectMany(b => b.Notices).Select(n => n.Notice)];
}
