namespace PartnerChat.Web.Resources;

/// <summary>Ending a conversation, what it is afterwards, and deleting an account.</summary>
public sealed class LeavingTexts;
