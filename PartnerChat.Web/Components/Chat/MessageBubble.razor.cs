using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Components.Chat.Rendering;

namespace PartnerChat.Web.Components.Chat;

/// <summary>One message: a bubble with what was said, and beside it the gutter with its time and tick. Rendered again only when its row is another.</summary>
public sealed partial class MessageBubble : ComponentBase
{
    private BubbleRow? _known;
    private bool _changed;
    private RenderFragment? _formatted;
    private bool _isBig;

    [Parameter, EditorRequired]
    public required BubbleRow Row { get; set; }

    [Parameter, EditorRequired]
    public required string PartnerName { get; set; }

    private MessageRecord Message => Row.Message;

    private string Text => Message.DeletedAt is null ? Message.Content : T[Row.IsOwn ? "YouDeleted" : "MessageDeleted"];

    private string StatusName => Message.Status switch
    {
        MessageStatus.Read => "read",
        MessageStatus.Delivered => "delivered",
        _ => "sent",
    };

    private string Classes => string.Concat(
        "msg",
        Row.IsFirst ? " first" : "",
        Row.IsLast ? " last" : "",
        Row.IsStamped ? " stamped" : "",
        Row.IsLastRead ? " last-read" : "",
        _isBig ? " big" : "",
        Message.DeletedAt is null ? "" : " deleted");

    protected override void OnParametersSet()
    {
        // A receipt makes another row of the same text.
        if (_known?.Message.Content != Message.Content || _known.Message.DeletedAt != Message.DeletedAt) ReadText();
        (_changed, _known) = (!ReferenceEquals(_known, Row), Row);
    }

    protected override bool ShouldRender() => _changed;

    private void ReadText()
    {
        var isThere = Message.DeletedAt is null;
        _isBig = isThere && BigEmoji.IsAll(Message.Content);
        _formatted = isThere && !_isBig ? MessageText.Format(Message.Content) : null;
    }
}
