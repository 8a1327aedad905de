using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// What is shown beside the messages of a view and is not in them: what they answer, and the viewer's own stars. Known for a run of places; what
/// is outside of it has to be read.
/// </summary>
public sealed class ShownMarks
{
    private readonly Dictionary<Guid, QuotedMessage> _quotes = [];
    private readonly HashSet<Guid> _stars = [];
    private long _from;
    private long _to;

    public ShownMarks(IReadOnlyList<MessageRecord> messages, PageMarks marks) => Add(messages, marks);

    /// <summary>Of these, a dense run, those whose marks are not known.</summary>
    public IReadOnlyList<MessageRecord> Missing(IReadOnlyList<MessageRecord> messages) => [.. messages.Where(m => m.Seq < _from || m.Seq > _to || IsUnresolved(m))];

    /// <summary>What was read of these messages.</summary>
    public void Add(IReadOnlyList<MessageRecord> messages, PageMarks marks)
    {
        foreach (var quote in marks.Quotes) Put(quote);
        _stars.ExceptWith(messages.Select(m => m.Id));
        _stars.UnionWith(marks.Starred);
        if (messages.Count == 0) return;
        var (first, last) = (messages[0].Seq, messages[^1].Seq);
        (_from, _to) = first > _to + 1 || last < _from - 1 || _to == 0 ? (first, last) : (Math.Min(first, _from), Math.Max(last, _to));
    }

    /// <summary>Lets go of what belongs to no message of these, a dense run.</summary>
    public void KeepOnly(IReadOnlyList<MessageRecord> messages)
    {
        if (messages.Count == 0) return;
        var answered = messages.Select(m => m.ReplyToId).OfType<Guid>().ToHashSet();
        foreach (var id in _quotes.Keys.Where(id => !answered.Contains(id)).ToList()) _quotes.Remove(id);
        _stars.IntersectWith(messages.Select(m => m.Id));
        (_from, _to) = (Math.Max(_from, messages[0].Seq), Math.Min(_to, messages[^1].Seq));
    }

    /// <summary>A message was made. It bears no star, and what it answers is mostly in view.</summary>
    public void Come(MessageRecord message, Func<Guid, MessageRecord?> inView)
    {
        if (message.ReplyToId is { } answered && !_quotes.ContainsKey(answered) && inView(answered) is { } original) Put(QuotedMessage.Of(original));
        if (_to == 0) (_from, _to) = (message.Seq, message.Seq);
        else if (message.Seq == _to + 1) _to++;
    }

    /// <summary>A message is now another. Kept even if nothing in view answers it: something that is being read may.</summary>
    public void Change(MessageRecord message)
    {
        Put(QuotedMessage.Of(message));
        if (message.DeletedAt is not null) _stars.Remove(message.Id);
    }

    public QuotedMessage? QuoteOf(MessageRecord message) => message.ReplyToId is { } answered && message.DeletedAt is null ? _quotes.GetValueOrDefault(answered) : null;

    public bool IsStarred(Guid id) => _stars.Contains(id);

    /// <summary>A message bears the viewer's star now, or no more. False when that was known.</summary>
    public bool SetStar(Guid id, bool isStarred) => isStarred ? _stars.Add(id) : _stars.Remove(id);

    /// <summary>The marks of these messages.</summary>
    public PageMarks Of(IReadOnlyList<MessageRecord> messages) => new(
        [.. messages.Select(QuoteOf).OfType<QuotedMessage>().DistinctBy(q => q.Id)], [.. messages.Select(m => m.Id).Where(_stars.Contains)]);

    private bool IsUnresolved(MessageRecord message) => message is { ReplyToId: { } answered, DeletedAt: null } && !_quotes.ContainsKey(answered);

    private void Put(QuotedMessage quote)
    {
        if (!_quotes.TryGetValue(quote.Id, out var known) || known.ChangeSeq <= quote.ChangeSeq) _quotes[quote.Id] = quote;
    }
}
