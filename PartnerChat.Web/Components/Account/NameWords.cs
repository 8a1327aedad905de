using Microsoft.Extensions.Localization;
using PartnerChat.Web.Messaging;
using PartnerChat.Web.Resources;

namespace PartnerChat.Web.Components.Account;

internal static class NameWords
{
    /// <summary>What the writer of a name is told, in their language.</summary>
    public static string Explain(IStringLocalizer<AccountTexts> words, DisplayNameFault fault) => words[$"Name.{fault}", DisplayName.MaxLength];
}
