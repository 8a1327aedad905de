using System.Text;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>Collects parts, and takes them back where something turns out to be no markup.</summary>
internal sealed class TextOutput
{
    private readonly StringBuilder _text = new();

    public List<TextPart> Parts { get; } = [];

    public void Write(ReadOnlySpan<char> text) => _text.Append(text);

    public void Start(string element, string? detail = null)
    {
        Settle();
        Parts.Add(TextPart.Start(element, detail));
    }

    public void End()
    {
        Settle();
        Parts.Add(TextPart.End);
    }

    /// <summary>Writes out the characters that wait.</summary>
    public void Settle()
    {
        if (_text.Length == 0) return;
        Parts.Add(TextPart.Text(_text.ToString()));
        _text.Clear();
    }

    /// <summary>The characters since that part.</summary>
    public string TextSince(int part)
    {
        Settle();
        return string.Concat(Parts.Skip(part).Where(p => p.Kind == PartKind.Text).Select(p => p.Value));
    }

    public void TakeBackTo(int part)
    {
        Settle();
        Parts.RemoveRange(part, Parts.Count - part);
    }
}
