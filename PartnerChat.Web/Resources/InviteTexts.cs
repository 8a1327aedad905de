namespace PartnerChat.Web.Resources;

/// <summary>The words of the pages that bring the two together.</summary>
public sealed class InviteTexts;
