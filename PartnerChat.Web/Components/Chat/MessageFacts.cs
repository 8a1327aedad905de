using Microsoft.Extensions.Localization;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A line of what is told of a message.</summary>
public sealed record Fact(string Label, string Text);

/// <summary>What is told of a message: a title and lines.</summary>
/// <param name="Error">The name of the <see cref="ChatError"/> for which there is nothing; else null.</param>
public sealed record FactsAnswer(string? Title, IReadOnlyList<Fact> Facts, string? Error)
{
    public static FactsAnswer Failed(ChatError error) => new(null, [], error.ToString());
}

/// <summary>Puts what is known of a message into words, on the viewer's clock.</summary>
internal static class MessageFacts
{
    /// <summary>When it was sent, delivered, read, edited, deleted, to the second. A day is named once.</summary>
    public static FactsAnswer Times(MessageRecord message, ViewerClock clock, IStringLocalizer<MessageTexts> texts)
    {
        (string Label, DateTimeOffset? At)[] times =
        [
            ("Sent", message.SentAt), ("Delivered", message.DeliveredAt), ("Read", message.ReadAt),
            ("EditedAt", message.DeletedAt is null ? message.EditedAt : null), ("DeletedAt", message.DeletedAt),
        ];
        var facts = new List<Fact>();
        DateOnly? day = null;
        foreach (var (label, at) in times)
        {
            if (at is not { } time) continue;
            facts.Add(new Fact(texts[label], At(time, clock.ExactTimeOf(time), ref day, clock)));
        }

        return new FactsAnswer(texts["Times"], facts, null);
    }

    /// <summary>Each text that it had, with the time from which it had it, the one of now last.</summary>
    public static FactsAnswer Edits(MessageRecord message, IReadOnlyList<EarlierText> earlier, ViewerClock clock, IStringLocalizer<MessageTexts> texts)
    {
        DateOnly? day = clock.DayOf(message.SentAt);
        var facts = new List<Fact>();
        var since = message.SentAt;
        foreach (var text in earlier)
        {
            facts.Add(new Fact(At(since, clock.TimeOf(since), ref day, clock), text.Content));
            since = text.ReplacedAt;
        }

        facts.Add(new Fact(At(since, clock.TimeOf(since), ref day, clock), message.Content));
        return new FactsAnswer(earlier.Count == 1 ? texts["EditedOnce"] : texts["EditedTimes", earlier.Count], facts, null);
    }

    private static string At(DateTimeOffset at, string time, ref DateOnly? day, ViewerClock clock)
    {
        if (clock.DayOf(at) == day) return time;
        day = clock.DayOf(at);
        return $"{clock.NameOf(day.Value)}, {time}";
    }
}
