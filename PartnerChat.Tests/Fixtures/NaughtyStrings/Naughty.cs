using System.Text.Json;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures.NaughtyStrings;

/// <summary>The published list of strings that break programs (see the README beside it), and some of our own.</summary>
internal static class Naughty
{
    // What an HTML parser reads otherwise than it is written: line breaks, controls, what is no character, what looks like a reference, and the end of what it may stand in.
    private static readonly string[] Ours =
    [
        "a\rb\r\nc\nd", "\nx", "tab\there\u000Band\u000Cthere", "a\u0080b\u0085c\u009Fd\u0001e\u007Ff", "a\uFFFEb\uFFFFc\U0001FFFEd\uFDD0e", "&lt; &#x80; &amp;amp; &notit; &NotEqualTilde;",
        "</title></style></script><!-- --><![CDATA[ x ]]>", "<plaintext><textarea><noscript><template><svg><math>", "\u202Eright to left\u202C \u2066isolated\u2069 \uFEFFmark", "```\n\n<b>\n```", "> <i>\n> &amp;",
    ];

    /// <summary>Those that can be sent, as they are stored.</summary>
    public static IReadOnlyList<string> Sendable { get; } =
    [
        .. JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Repository.Root, "PartnerChat.Tests", "Fixtures", "NaughtyStrings", "blns.json")))!
            .Concat(Ours).Select(s => ContentRule.Check(s, out var stored) is null ? stored : null).OfType<string>(),
    ];
}
