using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A row of the keyboard map.</summary>
/// <param name="Does">What it does, as a key of <see cref="HelpTexts"/>.</param>
/// <param name="Keys">Its keys, or chords such as <c>Ctrl+Enter</c>.</param>
/// <param name="When">Only with that choice of the key that sends; null for always.</param>
public sealed record KeyRow(string Does, IReadOnlyList<string> Keys, string? When = null);

/// <summary>A part of the page and its keys.</summary>
/// <param name="IsOfMessages">Its words are those of the messages, not of the help.</param>
public sealed record KeyGroup(string Where, IReadOnlyList<KeyRow> Rows, bool IsOfMessages = false);

/// <summary>Every key of the chat page, as its help shows them.</summary>
public static class KeyboardMap
{
    private const string Enter = "enter";
    private const string CtrlEnter = "ctrl_enter";

    public static readonly IReadOnlyList<KeyGroup> Groups =
    [
        new("Box",
        [
            new("Send", ["Enter"], Enter),
            new("NewLine", ["Shift+Enter"], Enter),
            new("Send", ["Ctrl+Enter"], CtrlEnter),
            new("NewLine", ["Enter"], CtrlEnter),
            new("EditLast", ["↑"]),
            new("TakeBack", ["Ctrl+Z"]),
            new("Cancel", ["Esc"]),
        ]),
        new(MessageKeys.Title, [.. MessageKeys.All.Select(key => new KeyRow(key.Text, key.Keys))], IsOfMessages: true),
        new("Anywhere",
        [
            new("Search", ["/"]),
            new("Help", ["?", "Ctrl+/"]),
            new("Away", ["Esc"]),
        ]),
    ];

    /// <summary>The single keys of a chord: <c>+</c> alone is a key.</summary>
    public static IReadOnlyList<string> Split(string chord) => chord.Length == 1 ? [chord] : chord.Split('+');

    /// <summary>Whether a key has a name that changes with the language.</summary>
    public static bool IsNamed(string key) => key.Length > 1;
}
