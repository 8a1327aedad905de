using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Components.Chat.Rendering;

namespace PartnerChat.Web.Components.Chat;

/// <summary>
/// One message: a bubble with what was said, and beside it the gutter with its time, tick and marks. Rendered again only when its row is another. Its
/// buttons have no handlers here: the browser knows what they do (<c>data-do</c>), for all bubbles at once.
/// </summary>
public sealed partial class MessageBubble : LeanComponent
{
    /// <summary>From here on a text may have more than 20 lines, on a phone; the browser measures it.</summary>
    private const int LongText = 600;

    private const int MostLines = 20;

    private BubbleRow? _known;
    private RenderFragment? _formatted;
    private bool _isBig;
    private bool _isLong;
    private string? _quote;

    [Parameter, EditorRequired]
    public required BubbleRow Row { get; set; }

    [Parameter, EditorRequired]
    public required BubbleWords Words { get; set; }

    private MessageRecord Message => Row.Message;

    private string Text => Message.DeletedAt is null ? Message.Content : Row.IsOwn ? Words.YouDeleted : Words.Deleted;

    private bool HasMarks => Message.EditedAt is not null && Message.DeletedAt is null || Row.IsStarred;

    private PartnerSide Viewer => Row.IsOwn ? Message.SenderId : Message.SenderId.Other();

    private string QuoteAddress => $"/chat#{Row.Quote!.Id}";

    private string QuoteName => Row.Quote!.SenderId == Viewer ? Words.You : Words.PartnerName;

    private IEnumerable<ReactionChip> Chips => ReactionChip.Of(Message.Reactions!, Viewer, Words);

    // What of the partner's is shown has come here.
    private string StatusName => Message.Status switch
    {
        MessageStatus.Read => "read",
        MessageStatus.Sent when !Row.IsOwn => "delivered",
        MessageStatus.Delivered => "delivered",
        _ => "sent",
    };

    // Most bubbles bear one of a few names; these are the same string for all of them.
    private string Classes => (_isBig, _isLong, Message.DeletedAt) is (false, false, null)
        ? BubbleClasses.Of(Row, HasMarks)
        : string.Concat(BubbleClasses.Of(Row, HasMarks), _isBig ? " big" : "", _isLong ? " long" : "", Message.DeletedAt is null ? "" : " deleted");

    protected override bool TakeParameters()
    {
        if (ReferenceEquals(_known, Row)) return false;
        // A receipt makes another row of the same text.
        if (_known?.Message.Content != Message.Content || _known.Message.DeletedAt != Message.DeletedAt) ReadText();
        if (_known?.Quote != Row.Quote) _quote = Row.Quote is { } quote ? quote.IsDeleted ? Words.Deleted : QuoteText.Of(quote.Text) : null;
        _known = Row;
        return true;
    }

    private void ReadText()
    {
        var isThere = Message.DeletedAt is null;
        _isBig = isThere && BigEmoji.IsAll(Message.Content);
        _isLong = isThere && (Message.Content.Length > LongText || Message.Content.AsSpan().Count('\n') >= MostLines);
        _formatted = isThere && !_isBig ? MessageText.Format(Message.Content) : null;
    }
}
