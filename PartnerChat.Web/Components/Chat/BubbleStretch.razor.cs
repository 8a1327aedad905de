using Microsoft.AspNetCore.Components;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A <see cref="Chat.Stretch"/> of a block. It is looked through only when a row of it is another, so one more message costs the same however many are shown.</summary>
public sealed partial class BubbleStretch : LeanComponent
{
    private Stretch? _known;
    private BubbleWords? _knownWords;

    [Parameter, EditorRequired]
    public required Stretch Stretch { get; set; }

    [Parameter, EditorRequired]
    public required ChatState State { get; set; }

    [Parameter, EditorRequired]
    public required BubbleWords Words { get; set; }

    protected override bool TakeParameters()
    {
        // A notice is told by the day, which goes on without it.
        var isSame = Stretch.Notices.Count == 0 && ReferenceEquals(_knownWords, Words) && _known?.ShowsSameAs(Stretch) == true;
        (_known, _knownWords) = (Stretch, Words);
        return !isSame;
    }
}
